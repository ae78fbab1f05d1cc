"""Parse plain text."""
