"""Checks reports against the suites in expectations/. Reads no document, stores nothing, changes no figure."""
