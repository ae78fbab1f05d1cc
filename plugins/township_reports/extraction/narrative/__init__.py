"""Read the claims that sentences of a report make."""
