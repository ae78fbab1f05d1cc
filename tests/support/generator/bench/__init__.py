"""The documents of the reading bench: every format, layout and damage seen in published reports, with known cells."""
