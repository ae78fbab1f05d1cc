"""Straighten the picture of a page."""
