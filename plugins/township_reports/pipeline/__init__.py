"""The steps of the annual run, a module each, so that a step imports only what it needs. They take and give keys."""
