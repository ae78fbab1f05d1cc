"""Compose what a report or a notice says."""
