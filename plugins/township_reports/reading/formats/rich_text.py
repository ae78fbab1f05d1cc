"""Rich text (.rtf) by LibreOffice, where it is installed: it writes .docx, without macros, in a profile of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from township_reports.reading.document import Document
from township_reports.reading.formats import word_document
from township_reports.records.report import NotAReport

_SECONDS = 60
_SEND = "请用 Word 或 WPS 打开，另存为 .docx 后重新报送。"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def parse(data: bytes) -> Document:
    """The document of an .rtf file; raises NotAReport where LibreOffice is not installed or fails."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise NotAReport(f"暂不支持 RTF 文件（本机没有安装 LibreOffice）。{_SEND}")
    with TemporaryDirectory(prefix="township-report-") as folder:
        return word_document.parse(_converted(office, data, Path(folder)))


def _converted(office: str, data: bytes, folder: Path) -> bytes:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    source = folder / "report.rtf"
    source.write_bytes(data)
    command = [office, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--infilter=Rich Text Format", "--convert-to", "docx", "--outdir", str(folder), str(source)]
    try:
        subprocess.run(  # noqa: S603  # the program found by its name, a file of our own naming
            command,
            check=True,
            capture_output=True,
            timeout=_SECONDS,
            env={"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder)},
        )
        return (folder / "report.docx").read_bytes()
    except (OSError, subprocess.SubprocessError) as error:
        raise NotAReport(f"RTF 文件打不开，可能已损坏。{_SEND}") from error
