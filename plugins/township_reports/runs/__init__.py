"""What all use cases share about a run."""
