"""Read scans and photos."""
