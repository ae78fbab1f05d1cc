"""Lay out characters and ruled lines of a page as lines and tables."""
