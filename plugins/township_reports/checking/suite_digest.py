"""Which suites a check was made with: their sha256. Runs no rule."""

from __future__ import annotations

from hashlib import sha256

from township_reports.paths import AnyPath
from township_reports.records.rule import COUNTY
from township_reports.settings import expectations_folder


def compute_suites_digest(edition: str, own: AnyPath | None = None) -> str:
    """The sha256 of the suites of an edition and of the merged county, and of the county's own rule file."""
    folders = (expectations_folder() / edition, expectations_folder() / COUNTY)
    files = [path for folder in folders for path in sorted(folder.glob("*.yaml"))]
    digest = sha256()
    for path in (*files, *([own] if own and own.is_file() else [])):
        content = path.read_bytes()
        digest.update(f"{path.parent.name}/{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()
