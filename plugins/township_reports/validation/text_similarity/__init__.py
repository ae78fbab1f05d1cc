"""Measure how much text reports share."""
