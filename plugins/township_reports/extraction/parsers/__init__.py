"""One module a file format, each turning bytes into the neutral document."""
