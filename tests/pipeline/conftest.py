"""The pipeline runs in an office of its own."""

from support.office_fixture import office

__all__ = ["office"]
