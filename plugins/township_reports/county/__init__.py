"""The units' reports added up to the county's figures."""
