"""From one submitted file to a Report: `registry.read_report`."""
