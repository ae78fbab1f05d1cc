"""The words all rooms share: units and rosters, reports and cells, findings. Plain data, no behaviour beyond itself."""
