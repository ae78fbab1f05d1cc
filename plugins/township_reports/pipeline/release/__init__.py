"""Build the consolidated report and verify its files before release."""
