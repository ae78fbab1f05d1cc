"""Read and check files that belong to no run."""
