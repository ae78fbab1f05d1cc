"""Describe cells and places in words."""
