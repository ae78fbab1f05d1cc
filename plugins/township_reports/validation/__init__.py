"""Checks reports against the suites in expectations/."""
