"""Record what people decide and enter."""
