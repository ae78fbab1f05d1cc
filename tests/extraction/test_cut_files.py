"""A file that was cut off is refused, or what is left of it is read right: no figure is taken for a shorter one."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.documents.expected import DOCUMENTS, expected
from support.generator.document import Document
from support.generator.figures import balanced_figures, printed
from support.generator.formats import FORMATS
from township_reports.domain.report import Status, UnreadableReportError, Value
from township_reports.extraction.api import read_report

NAMES = sorted(path.name.removesuffix(".expected.yaml") for path in DOCUMENTS.glob("*.expected.yaml"))
SHARES = (0.05, 0.2, 0.4, 0.6, 0.8, 0.95)
FIGURES = balanced_figures("2021", 5, "部门", dense=True)
WRITTEN = Document("某县某局2021年政府信息公开工作年度报告", "2021", printed("2021", FIGURES))
CUTS = 60


def _read(data: bytes, path: Path) -> dict[str, Value | None]:
    """What is read for certain, nothing from what is refused."""
    path.write_bytes(data)
    try:
        cells = read_report(path).cells
    except UnreadableReportError as refused:
        assert str(refused).endswith("。")
        return {}
    return {cell_id: cell.value for cell_id, cell in cells.items() if cell.status is Status.READ}


@pytest.mark.parametrize("name", NAMES)
def test_a_cut_document_tells_no_other_figures(name: str, tmp_path: Path) -> None:
    data = (DOCUMENTS / name).read_bytes()
    whole = {cell_id: value for cell_id, (value, status) in expected(name).cells.items() if status is Status.READ}
    for length in (*(int(len(data) * share) for share in SHARES), len(data) - 1):
        assert _read(data[:length], tmp_path / name).items() <= whole.items()


@pytest.mark.parametrize("form", ["txt_pipes", "txt_cells", "txt_tabs", "html"])
def test_a_text_cut_anywhere_tells_no_other_figures(form: str, tmp_path: Path) -> None:
    data = FORMATS[form](WRITTEN)
    begin, end = data.index("二、".encode()), data.rindex("五、".encode())
    for length in range(begin, end, (end - begin) // CUTS):
        assert _read(data[:length], tmp_path / form).items() <= FIGURES.items()
