"""Find the ruled tables of a scan."""
