"""Which cells of a report are probably wrong, and what they should say (Fellegi and Holt 1976)."""
