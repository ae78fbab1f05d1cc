"""The commands run in an office of their own."""

from support.office_fixture import office

__all__ = ["office"]
