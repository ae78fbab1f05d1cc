"""Write the data package."""
