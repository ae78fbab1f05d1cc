"""Render Jinja2 templates, the office's own among them."""
