"""Which equations a report was settled by, so that stored readings are made anew when they change."""

from __future__ import annotations

import json
from hashlib import sha256

from township_reports.checking.localisation.identities import list_strict_equations
from township_reports.template.form import EDITIONS

LENGTH = 8


def compute_equations_digest() -> str:
    """A short digest of the equations of all editions, other for other equations; raises SuiteError."""
    written = json.dumps({edition: list_strict_equations(edition) for edition in EDITIONS}, sort_keys=True, default=str)
    return sha256(written.encode()).hexdigest()[:LENGTH]
