"""From the neutral document to a Report, by the form's labels."""
