"""Build the rows that the suites judge."""
