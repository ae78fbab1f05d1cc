"""Which suites a check was made with: their sha256."""

from __future__ import annotations

from hashlib import sha256

from township_reports.config.settings import expectations_folder
from township_reports.domain.rule import COUNTY
from township_reports.files.paths import AnyPath


def compute_suites_digest(edition: str, own: AnyPath | None = None) -> str:
    """Compute the sha256 of the suites of an edition and of the merged county, and of the county's own rule file."""
    folders = (expectations_folder() / edition, expectations_folder() / COUNTY)
    files = [path for folder in folders for path in sorted(folder.glob("*.yaml"))]
    digest = sha256()
    for path in (*files, *([own] if own and own.is_file() else [])):
        content = path.read_bytes()
        digest.update(f"{path.parent.name}/{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()
