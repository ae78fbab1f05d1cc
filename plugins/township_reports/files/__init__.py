"""Files in a local folder or in a bucket."""
