"""From a neutral document to a Report: tables found, edition recognised, cells read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from township_reports.domain.document import Document
from township_reports.domain.form.form import EDITIONS, TableId, find_edition, load_form
from township_reports.domain.report import MISSING_CELL, Cell, Report, Status, UnreadableReportError
from township_reports.extraction.form_mapping import form_labels
from township_reports.extraction.form_mapping.disputes import DisputeTable
from township_reports.extraction.form_mapping.identity import identify_report
from township_reports.extraction.form_mapping.normalization import TextNormalizer
from township_reports.extraction.form_mapping.proactive import ProactiveTable, read_proactive
from township_reports.extraction.form_mapping.request_rows import collect_request_rows
from township_reports.extraction.form_mapping.requests import RequestTable
from township_reports.extraction.form_mapping.rows import BlankCells, OfficialTableRows, TableReading
from township_reports.extraction.form_mapping.tables import find_tables
from township_reports.extraction.narrative.narrative import read_narrative

OfficialTable = ProactiveTable | RequestTable | DisputeTable
"""A table with its labels read, which is the same in every edition."""

_ONLY_SINCE_2021 = ("other_not_corrected", "other_fee_unpaid")
_NOTICE = re.compile(r"国办公开办函\((20\d\d)\)\d+号")


def map_document(document: Document, file_name: str = "") -> Report:
    """Map the report a document holds, in a file of that name (without suffix).

    Raises UnreadableReportError if it holds none of the three tables.
    """
    printed = list(document.iterate_texts())
    wording = TextNormalizer("\n".join(printed))
    found, notes = find_tables(document, wording)
    if not found:
        raise UnreadableReportError(
            "没有找到年报规定的三张表（“主动公开政府信息情况”“收到和处理政府信息公开申请情况”"
            "“政府信息公开行政复议、行政诉讼情况”）。请报送含有这三张表的年报，如 .docx 或 .xlsx 文件；表格不能是图片。"
        )
    tables = _with_blanks({table_id: _labelled(table) for table_id, table in found.items()})
    texts = list(map(wording.clean, printed))
    identity = identify_report(texts, wording.clean(file_name))
    edition, why = _edition(tables, texts, identity.year)
    whole = _whole(tables, edition)
    narrative, left_out = read_narrative(document, wording, identity.year)
    all_notes = dict.fromkeys((*document.notes, *wording.notes, *notes, *why, *whole.notes, *left_out))
    return Report(
        identity.unit,
        identity.year,
        edition,
        _complete(whole.cells, edition),
        tuple(all_notes),
        narrative,
        identity_mentions=identity.mentions,
        shifted_rows=tuple(whole.shifted_rows),
    )


def _labelled(table: OfficialTableRows) -> OfficialTable:
    if table.id == "proactive":
        return read_proactive(table)
    return RequestTable(table, collect_request_rows(table)) if table.id == "requests" else DisputeTable(table)


def _with_blanks(tables: Mapping[TableId, OfficialTable]) -> dict[TableId, OfficialTable]:
    """Return what table 三 shows of blank cells in text holds for the whole document."""
    if all(official.table.blanks is not BlankCells.LOST for official in tables.values()):
        return dict(tables)
    requests = tables.get("requests")
    kept, short = requests.shows_blanks() if isinstance(requests, RequestTable) else (False, False)
    judged = {}
    for table_id, official in tables.items():
        blanks = BlankCells.KEPT if kept and official.table.blanks is BlankCells.LOST else official.table.blanks
        table = replace(official.table, blanks=blanks, vanishing=short and not kept)
        judged[table_id] = replace(official, table=table)
    return judged


def _edition(tables: Mapping[TableId, OfficialTable], texts: list[str], year: int | None) -> tuple[str, list[str]]:
    """Return the edition that most headers of table 二 tell; what else may tell it where they tell nothing."""
    proactive, requests = tables.get("proactive"), tables.get("requests")
    votes = proactive.editions() if isinstance(proactive, ProactiveTable) else {}
    if votes:
        return max(EDITIONS, key=lambda edition: (votes[edition], edition)), []
    if isinstance(requests, RequestTable) and requests.has_row(*_ONLY_SINCE_2021):
        return "2021", ["表二没有可辨认的表头，按表三“（六）其他处理”的分行认定为2021年版格式"]
    notices = {match[1] for text in texts for match in _NOTICE.finditer(text)} & set(EDITIONS)
    if len(notices) == 1:
        edition = notices.pop()
        return edition, [f"表二没有可辨认的表头，按正文引用的文号认定为{edition}年版格式"]
    if year is None or year < int(EDITIONS[0]):
        return EDITIONS[-1], [f"表二没有可辨认的表头，也没有年度，暂按{EDITIONS[-1]}年版格式读取，请核对"]
    return find_edition(year), [f"表二没有可辨认的表头，暂按年度（{year}年）规定的格式读取，请核对"]


def _whole(tables: Mapping[TableId, OfficialTable], edition: str) -> TableReading:
    """Return what the tables say together."""
    form = load_form(edition)
    whole = TableReading()
    for table in form.tables:
        official = tables.get(table.id)
        if official is None:
            whole.notes.append(f"没有找到表{table.section}“{form.sections[table.section]}”")
            continue
        reading, rivals = official.read(edition), official.table.rivals
        disputed = _disputed(reading.cells, [_labelled(rival).read(edition).cells for rival in rivals])
        if disputed:
            note = f"表{table.section}不止一处，有{len(disputed)}格数字不同，不能确定以哪处为准。请只保留一份"
            whole.notes.append(note)
        whole.cells |= reading.cells | disputed
        whole.notes += reading.notes
        certain = not rivals and official.table.blanks is not BlankCells.CUT
        whole.shifted_rows += reading.shifted_rows if certain else []
    return whole


def _disputed(found: Mapping[str, Cell], rivals: Sequence[Mapping[str, Cell]]) -> dict[str, Cell]:
    """Return the cells in which the same table says something else elsewhere in the document, now unsure."""
    disputed: dict[str, Cell] = {}
    for cell_id, cell in found.items() if rivals else ():
        others = [rival[cell_id] for rival in rivals if cell_id in rival]
        different = [other.raw for other in others if (other.value, other.status) != (cell.value, cell.status)]
        if different:
            disputed[cell_id] = replace(cell, value=None, raw=" / ".join([cell.raw, *different]), status=Status.UNSURE)
    return disputed


def _complete(found: Mapping[str, Cell], edition: str) -> dict[str, Cell]:
    """Every cell the form asks for, in its order; rows printed in place of others only where they are printed."""
    in_place_of_others = form_labels.get_replacing_cells(edition)
    printed_as_one: set[str] = set()
    for cell_id, replaced in in_place_of_others.items():
        if cell_id in found and found.keys().isdisjoint(replaced):
            printed_as_one |= replaced
    cells = {}
    for cell_id in load_form(edition).cells():
        if cell_id in found:
            cells[cell_id] = found[cell_id]
        elif cell_id in printed_as_one:
            cells[cell_id] = Cell(None, "", Status.NOT_APPLICABLE)
        elif cell_id not in in_place_of_others:
            cells[cell_id] = MISSING_CELL
    return cells
