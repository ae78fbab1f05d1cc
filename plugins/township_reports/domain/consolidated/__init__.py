"""The consolidated report of a county."""
