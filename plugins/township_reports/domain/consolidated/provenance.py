"""With what a report was made: the versions that its proof names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MadeWith:
    """Version of the software and of the reader, sha256 of the suites, how many rules they have for the form.

    `code` is the sha256 of the software's own files: what ran, whatever its version says.
    """

    software: str
    reader: str
    suites: str
    rules: int
    code: str = ""
