"""The commands run in the office of the pipeline's tests."""

from pipeline.conftest import office

__all__ = ["office"]
