"""What the proof before release found: which file, how much of it was compared, by which versions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from township_reports.domain.consolidated.provenance import MadeWith


@dataclass(frozen=True, slots=True)
class VerifiedFile:
    """A rendered file as read again: all its cells were as they should be, all its rules held.

    `remarks` are what else the rules say, such as a sentence of the office's that tells another figure than the tables;
    `sums` are the workbook's formulas that were counted again.
    """

    name: str
    sha256: str
    bytes: int
    cells: int
    rules: int
    remarks: tuple[str, ...] = ()
    sums: int = 0


@dataclass(frozen=True)
class ReleaseVerification:
    """The proof of one report; `inputs` are the files it was made from and `house` the office's own, sha256 by name."""

    title: str
    year: int
    edition: str
    made_with: MadeWith
    files: tuple[VerifiedFile, ...]
    inputs: tuple[Mapping[str, str], ...]
    house: Mapping[str, str]

    def to_json(self) -> str:
        """Return the proof as a file to be kept beside the others; the same proof is the same text."""
        return json.dumps({"proof": 1, **asdict(self)}, ensure_ascii=False, indent=1) + "\n"
