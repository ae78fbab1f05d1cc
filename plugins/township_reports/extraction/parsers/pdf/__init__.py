"""Parse PDF files."""
