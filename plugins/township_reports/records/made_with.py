"""With what a report was made: the versions that its proof names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MadeWith:
    """Version of the software and of the reader, sha256 of the suites, and how many rules they have for the form."""

    software: str
    reader: str
    suites: str
    rules: int
