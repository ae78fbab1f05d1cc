"""Write the report in its file formats."""
