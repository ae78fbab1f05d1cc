"""Whether what was read of a unit is what would be read now: its files, and what people entered for their cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from township_reports.records.correction import Correction, compute_version
from township_reports.storage.entries import ReceivedFile

JOINT = "+"
Entered = Mapping[str, Sequence[Correction]]
"""What people entered for the cells of a unit's files, by the file's sha256."""


def extraction_key(reader: str, equations: str, corrections: Sequence[Correction]) -> str:
    """Everything that may read the same content otherwise: the reader, the form's equations, what people entered."""
    return JOINT.join(filter(None, (reader, equations, compute_version(corrections))))


def has_entered(file: ReceivedFile, corrections: Sequence[Correction]) -> bool:
    """Whether a file was read with just these figures entered."""
    return _entered(file) == compute_version(corrections)


def is_up_to_date(received: Iterable[ReceivedFile], files: Iterable[tuple[str, str]], entered: Entered) -> bool:
    """Whether the files (name and sha256) are those that were received, read with what was entered for them."""
    as_read = {(file.file_name, file.sha256, _entered(file)) for file in received}
    return as_read == {(name, digest, compute_version(entered.get(digest, ()))) for name, digest in files}


def _entered(file: ReceivedFile) -> str:
    return "".join(file.reader_version.split(JOINT)[2:])
