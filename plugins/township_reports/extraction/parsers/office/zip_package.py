"""Opens Office zip packages within limits that honest files never reach."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import NoReturn

from lxml import etree

from township_reports.domain.report import UnreadableReportError

# Measured: the worst part of an honest file is packed 42 times, bombs 253 times and more.
_MOST_PARTS = 2_000
_MOST_BYTES = 100_000_000
_MOST_PART_BYTES = 40_000_000
_MOST_RATIO = 100
_RATIO_MATTERS_FROM = 1_000_000


class ZipPackage:
    """The parts of a .docx or .xlsx; raises UnreadableReportError for parts that are too large or carry a DOCTYPE."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(BytesIO(data))
        infos = self._zip.infolist()
        if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > _MOST_BYTES:
            _refuse_size()
        for info in infos:
            packed_too_well = info.file_size > _MOST_RATIO * max(info.compress_size, 1)
            if info.file_size > _RATIO_MATTERS_FROM and packed_too_well:
                _refuse_size()

    def list_names(self) -> list[str]:
        """Names of all parts."""
        return self._zip.namelist()

    def read(self, name: str) -> bytes:
        """Read the bytes of a part; raises KeyError if there is none of that name."""
        info = self._zip.getinfo(name)
        if info.file_size > _MOST_PART_BYTES:
            _refuse_size()
        with self._zip.open(info) as stream:
            data = stream.read(_MOST_PART_BYTES + 1)
        if len(data) > _MOST_PART_BYTES:
            _refuse_size()
        if b"<!DOCTYPE" in data[:4096].replace(b"\0", b"").upper():
            raise UnreadableReportError(
                "文件内含有不安全的外部定义（DOCTYPE），没有读取。请用 Word 或 WPS 重新另存后报送。"
            )
        return data

    def read_xml(self, name: str) -> etree._Element:
        """Read a part parsed as XML; raises KeyError if there is none of that name."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(self.read(name), parser)


def _refuse_size() -> NoReturn:
    raise UnreadableReportError(
        "文件展开后过大，不像一份年报，没有读取。请删去图片等附件，另存为 .docx 或 .xlsx 后重新报送。"
    )
