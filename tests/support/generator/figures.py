"""Balanced figures: made from a seed, or completed from those that depend on no other. Prints no document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random

from support.generator.form_tables import Figure, printed_cells
from township_reports.records.report import Value
from township_reports.records.roster import UnitKind
from township_reports.template.form import load_form

APPLICANTS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_org")
RESULTS = ("upheld", "corrected", "other", "pending")
DISPUTES = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
FOLLOWING_ROWS = ("handled_total", "carried_out")
OPENING_ROWS = ("received", "carried_in")
REQUESTS_A_YEAR: Mapping[UnitKind, int] = {"乡镇": 3, "街道": 8, "部门": 30, "本级": 60}
DECISIONS_A_YEAR: Mapping[UnitKind, int] = {"乡镇": 900, "街道": 600, "部门": 4000, "本级": 20}


def completed(edition: str, known: Mapping[str, Value]) -> dict[str, Value]:
    """All cells of a balanced report: those not known are 0; sums and 结转下年度继续办理 follow from the known ones.

    Raises ValueError when more requests were handled than there were.
    """
    cells = printed_cells(load_form(edition), known)
    figures: dict[str, Value] = {cell: known.get(cell, 0) for cell in cells}
    rows = list(dict.fromkeys(cell.split(".")[1] for cell in cells if cell.startswith("requests.")))
    for applicant in APPLICANTS:
        _settle(figures, applicant, [row for row in rows if row not in (*OPENING_ROWS, *FOLLOWING_ROWS)])
    for row in rows:
        figures[f"requests.{row}.total"] = sum(figures[f"requests.{row}.{applicant}"] for applicant in APPLICANTS)
    for group in DISPUTES:
        figures[f"disputes.{group}.total"] = sum(figures[f"disputes.{group}.{result}"] for result in RESULTS)
    return figures


def _settle(figures: dict[str, Value], applicant: str, outcomes: list[str]) -> None:
    handled = sum(figures[f"requests.{row}.{applicant}"] for row in outcomes)
    open_requests = sum(figures[f"requests.{row}.{applicant}"] for row in OPENING_ROWS)
    if handled > open_requests:
        raise ValueError(f"{applicant}: {handled} requests handled, only {open_requests} to handle")
    figures[f"requests.handled_total.{applicant}"] = handled
    figures[f"requests.carried_out.{applicant}"] = open_requests - handled


def printed(edition: str, figures: Mapping[str, Value], *, blank_zeros: bool = False) -> dict[str, Figure]:
    """The figures as units print them: +5, and 25.1万元 where the form names no unit; zeros blank but in 总计."""
    texts: dict[str, Figure] = {}
    for cell_id, spec in load_form(edition).cells().items():
        if cell_id not in figures:
            continue
        figure = figures[cell_id]
        if figure == 0:
            texts[cell_id] = "" if blank_zeros and spec.column.id != "total" else 0
        elif spec.column.kind == "change":
            texts[cell_id] = f"{figure:+d}"
        elif spec.column.kind == "money" and not spec.column.money_unit:
            texts[cell_id] = f"{figure}万元"
        else:
            texts[cell_id] = figure
    return texts


def balanced_figures(edition: str, seed: int, kind: UnitKind = "乡镇", *, dense: bool = False) -> dict[str, Value]:
    """Figures that break no rule, the same for the same seed; `dense`: hardly a cell is 0."""
    random = Random(seed)
    known = dict(_proactive(edition, random, kind))
    known |= _requests(edition, random, kind, dense)
    known |= _disputes(random, kind, dense)
    return completed(edition, known)


def _proactive(edition: str, random: Random, kind: UnitKind) -> Iterator[tuple[str, Value]]:
    scale = DECISIONS_A_YEAR[kind]
    if edition == "2021":
        yield from zip(_row("normative_documents", "issued", "repealed", "in_force"), (2, 1, 15), strict=True)
        for row in ("licensing", "penalties", "coercion"):
            yield f"proactive.{row}.decisions", random.randint(scale // 2, scale)
        yield "proactive.fees.amount", Decimal(random.randint(1, 99_999)) / 100
        return
    made = random.randint(2, 6)
    yield from zip(_row("normative_documents", "made", "disclosed", "public_total"), (made, made - 1, 31), strict=True)
    for row in ("licensing", "other_services", "penalties", "coercion"):
        items = random.randint(5, 90), random.randint(-5, 9), random.randint(scale // 2, scale)
        yield from zip(_row(row, "previous_items", "change", "decisions"), items, strict=True)
    yield from zip(_row("fees", "previous_items", "change"), (random.randint(1, 9), -1), strict=True)
    yield from zip(_row("procurement", "items", "amount"), (3, Decimal(random.randint(1, 9_999)) / 10), strict=True)


def _row(row: str, *columns: str) -> Iterator[str]:
    return (f"proactive.{row}.{column}" for column in columns)


def _requests(edition: str, random: Random, kind: UnitKind, dense: bool) -> dict[str, Value]:
    block = load_form(edition).table("requests").blocks[0]
    settled = (*OPENING_ROWS, *FOLLOWING_ROWS)
    outcomes = [row.id for row in block.rows if row.id not in settled and not row.instead_of]
    known: dict[str, Value] = {}
    for applicant in APPLICANTS if dense else APPLICANTS[:2]:
        for row in outcomes if dense else random.choices(outcomes, k=2):
            known[f"requests.{row}.{applicant}"] = random.randint(1, REQUESTS_A_YEAR[kind])
        handled = sum(int(figure) for cell, figure in known.items() if cell.endswith(f".{applicant}"))
        carried_in = random.randint(0, min(3, handled))
        known[f"requests.carried_in.{applicant}"] = carried_in
        known[f"requests.received.{applicant}"] = handled - carried_in + random.randint(0, 2)
    return known


def _disputes(random: Random, kind: UnitKind, dense: bool) -> dict[str, Value]:
    most = max(1, REQUESTS_A_YEAR[kind] // 10)
    least = 1 if dense else 0
    return {f"disputes.{group}.{result}": random.randint(least, most) for group in DISPUTES for result in RESULTS}
