"""Back up, restore, monitor and warm up an installation."""
