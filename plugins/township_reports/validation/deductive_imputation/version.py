"""Which equations a report was settled by, so that stored readings are made again when they change."""

from __future__ import annotations

import json
from hashlib import sha256

from township_reports.domain.form.form import EDITIONS
from township_reports.validation.error_localization.identities import list_strict_equations

LENGTH = 8


def compute_equations_digest() -> str:
    """Compute a short digest of the equations of all editions, other for other equations; raises SuiteError."""
    written = json.dumps({edition: list_strict_equations(edition) for edition in EDITIONS}, sort_keys=True, default=str)
    return sha256(written.encode()).hexdigest()[:LENGTH]
