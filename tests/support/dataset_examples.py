"""A run of two units."""

from __future__ import annotations

from datetime import date

from township_reports.records.roster import Unit
from township_reports.storage.entries import Run, Unclaimed

RUN = Run(
    "run 1",
    "青山县",
    "青山县人民政府办公室",
    2021,
    "/county",
    "2021",
    {"无主.txt": Unclaimed("文件名和正文都没有写明单位", "0" * 64)},
    report_by=date(2022, 1, 31),
)
UNITS = (Unit("02", "河口镇", "乡镇", ("河口",), "hekou@qingshan.gov.cn"), Unit("01", "城关镇", "乡镇"))
