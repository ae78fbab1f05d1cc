"""Confirm the figures in cells of a scan."""
