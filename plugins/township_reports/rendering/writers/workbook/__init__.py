"""Write workbooks."""
