"""The county dataset in PostgreSQL, the store of files, and the folder submissions come in by."""
