"""Run suites with Great Expectations."""
