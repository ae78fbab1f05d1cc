"""Parse Word, Excel and OpenDocument files."""
