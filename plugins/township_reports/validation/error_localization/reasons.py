"""Why a repair is suggested, in a Chinese sentence."""

from __future__ import annotations

from collections.abc import Sequence

from township_reports.domain.description.cell_descriptions import describe_recognition
from township_reports.domain.form.form import CellSpec
from township_reports.domain.repair import RestoredConstraint
from township_reports.domain.report import Status, Value
from township_reports.validation.error_localization.answer import Answer
from township_reports.validation.error_localization.evidence import Evidence
from township_reports.validation.error_localization.identities import Identity
from township_reports.validation.error_localization.moves import Move
from township_reports.validation.suites.frame_schema import format_row_label
from township_reports.validation.suites.terms import format_term

COUNTS = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")
DIRECTIONS = {"right": "向右", "left": "向左"}


def format_reason(evidence: Evidence, answers: Sequence[Answer], mends: Sequence[RestoredConstraint]) -> str:
    """Why the changes are suggested, as a clerk reads it."""
    changes = [text for answer in answers for text in _changes(evidence, answer)]
    return f"{'；'.join(changes)}：{_holding(len(mends))}"


def _holding(count: int) -> str:
    if count == 1:
        return "勾稽成立"
    return f"{COUNTS[count] if count < len(COUNTS) else count}项勾稽同时成立"


def _changes(evidence: Evidence, answer: Answer) -> list[str]:
    moved = {cell for move in answer.moves for cell in move.values}
    texts = [_move(evidence, move) for move in answer.moves]
    sure = not answer.causes
    texts += [_single(evidence, cell, value, sure) for cell, value in answer.values.items() if cell not in moved]
    texts += [_format_stated(identity) for identity in evidence.is_stated_in_text(answer)]
    return texts + ["改后与上年报告衔接"] * evidence.agrees_with_last_year(answer)


def _format_stated(identity: Identity) -> str:
    """Format what the running text says, which the changed cells would say as well."""
    section = identity.name.place.removeprefix("正文")
    return f"正文{section}写的“{identity.sentence}”是{format_term(-identity.constant)}件"


def _move(evidence: Evidence, move: Move) -> str:
    if move.kind == "swap":
        one, other = (format_found_cell(evidence, cell) for cell in move.line)
        return f"{one}与{other}疑为填反，应对调"
    figures = [move.values.get(cell, evidence.given.figures[cell]) for cell in move.line]
    listed = "、".join("？" if figure is None else format_term(figure) for figure in figures)
    return f"{_line(evidence, move)}疑为错位，数字{DIRECTIONS[move.direction]}移了一格，应依次为{listed}"


def _single(evidence: Evidence, cell: str, value: Value, sure: bool) -> str:
    content, label, found = evidence.given.filled.cells[cell], _label(evidence, cell), _found(evidence, cell)
    if evidence.given.figures[cell] is None:
        return f"{label} {found}，{'只能是' if sure else '应为'} {format_term(value)}"
    notes = "，".join(filter(None, (evidence.find_typo(cell, value).name, describe_recognition(content))))
    note = f"（{notes}）" if notes else ""
    return f"{label} 现为{' ' if found[:1].isascii() else ''}{found}，应为 {format_term(value)}{note}"


def _found(evidence: Evidence, cell: str) -> str:
    content, figure = evidence.given.filled.cells[cell], evidence.given.figures[cell]
    if content.counts_as_zero and figure is not None:
        return format_term(figure)
    words = {Status.MISSING: "没有找到", Status.UNSURE: f"“{content.raw}”无法辨认", Status.BLANK: "空白"}
    return words.get(content.status, f"“{content.raw}”")


def format_found_cell(evidence: Evidence, cell: str) -> str:
    """Format a cell and what stands there."""
    return f"{_label(evidence, cell)}（{_found(evidence, cell)}）"


def _label(evidence: Evidence, cell: str) -> str:
    spec = evidence.given.filled.form.cells()[cell]
    return f"{_row(spec)}·{spec.column.label}"


def _line(evidence: Evidence, move: Move) -> str:
    specs = [evidence.given.filled.form.cells()[cell] for cell in move.line]
    alone = len({spec.row.id for spec in specs}) == 1
    return f"{_row(specs[0])}整行" if alone else f"表{specs[0].table.section}整行"


def _row(spec: CellSpec) -> str:
    """Return a row as the form numbers it, without the heading over all rows and explanations in brackets."""
    label = format_row_label(spec.row).removeprefix(spec.row.under[0].partition("、")[0] if len(spec.row.under) else "")
    start, bracket, _ = label.partition("（区分")
    return start if bracket else label
