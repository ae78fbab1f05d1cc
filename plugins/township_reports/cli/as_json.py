"""Reports and findings as the JSON that scripts rely on: money in 万元, counts whole."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

import typer

from township_reports.domain.finding import Finding
from township_reports.domain.narrative import Claim, Listing, Narrative
from township_reports.domain.repair import Repair
from township_reports.domain.report import Cell, Report, Value

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | None"


def print_json(content: Json) -> None:
    """Print UTF-8 whatever the terminal speaks, so that scripts need not ask."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2).encode(errors="replace"))


def format_report(report: Report) -> Mapping[str, Json]:
    """Format a report with all its cells and what its running text tells."""
    return {
        "unit": report.unit,
        "year": report.year,
        "edition": report.edition,
        "cells": {cell_id: _cell(cell) for cell_id, cell in report.cells.items()},
        "notes": list(report.notes),
        "narrative": _narrative(report.narrative),
    }


def format_finding(finding: Finding) -> Json:
    """Format a finding with both sides and the difference."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "cells": list(finding.cells),
        "left": _number(finding.left),
        "right": _number(finding.right),
        "difference": _number(finding.difference),
        "message": finding.message,
    }


def format_repair(repair: Repair) -> Json:
    """Format a likely repair: what to change, which rules it mends, and why."""
    changes: list[Json] = [
        {"cell": change.cell, "found": _number(change.found), "suggested": _number(change.suggested)}
        for change in repair.changes
    ]
    return {"changes": changes, "mends": [mend.rule for mend in repair.restored_constraints], "reason": repair.reason}


def _narrative(narrative: Narrative) -> Json:
    return {
        "sections": [
            {"numeral": section.numeral, "title": section.title, "paragraphs": list(section.paragraphs)}
            for section in narrative.sections
        ],
        "claims": [_format_claim(claim) | {"value": claim.value} for claim in narrative.claims],
        "listings": [
            _format_claim(listing)
            | {"total": listing.total, "parts": [{"name": name, "value": value} for name, value in listing.parts]}
            for listing in narrative.listings
        ],
    }


def _format_claim(claim: Claim | Listing) -> dict[str, Json]:
    return {"subject": claim.subject, "scope": claim.scope, "section": claim.section, "sentence": claim.sentence}


def _cell(cell: Cell) -> Json:
    place = str(cell.place) if cell.place else ""
    return {"value": _number(cell.value), "raw": cell.raw, "status": cell.status.value, "place": place or None}


def _number(value: Value | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value
