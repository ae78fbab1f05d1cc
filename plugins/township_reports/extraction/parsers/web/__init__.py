"""Parse web pages."""
