"""Write PDF files."""
