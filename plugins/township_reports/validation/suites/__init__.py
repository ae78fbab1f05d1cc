"""Load the suites of rules."""
