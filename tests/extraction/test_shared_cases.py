"""Files that were read wrongly once: figures in fields of web pages and of PDFs."""

from __future__ import annotations

import json

import pytest
from support.folders import SHARED
from township_reports.domain.report import Status
from township_reports.extraction.api import read_report

CASES = SHARED / "cases"


@pytest.mark.skipif(not CASES.is_dir(), reason="the files are not here")
@pytest.mark.parametrize("name", ["47_html_input_values.html", "48_html_textarea.html", "54_pdf_form_fields.pdf"])
def test_no_figure_in_a_field_is_blank(name: str) -> None:
    told = json.loads((CASES / name).with_suffix(".json").read_text(encoding="utf-8"))
    cells = read_report(CASES / name).cells
    certain = [cell_id for cell_id in told["cells"] if cells[cell_id].status is not Status.UNSURE]
    assert len(certain) == len(told["cells"]) or told["may_flag"] == "all"
    assert [(cells[cell_id].value, cells[cell_id].status) for cell_id in certain] == [
        (told["cells"][cell_id], Status.READ) for cell_id in certain
    ]
