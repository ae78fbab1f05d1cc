"""Write and send notices to units."""
