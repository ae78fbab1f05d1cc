"""Take in files that arrive and match them to units."""
