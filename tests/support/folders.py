"""Folders that tests read: the project, its documents and sample county, and what may lie beside the repository."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).resolve().parents[2]
DOCUMENTS = PROJECT / "tests" / "documents"
SAMPLE_COUNTY = PROJECT / "sample_county"
SHARED = PROJECT.parent / "shared"
"""Real reports and files that were read wrongly; not there for everybody."""


@contextmanager
def enterable_folder() -> Iterator[Path]:
    """A temporary folder that PostgreSQL's own user may enter; pytest closes its own folders to all but its user."""
    with TemporaryDirectory(prefix="township-tests-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
