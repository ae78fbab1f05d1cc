"""Write web pages."""
