"""Files that only LibreOffice reads, where it is installed: it writes .docx, without macros, in a profile of its own.

Never for web pages: it puts local files that a page names into what it writes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

_SECONDS = 60
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


class ConversionError(Exception):
    """LibreOffice could not convert the file."""


def find_program() -> str | None:
    """Where LibreOffice is installed; None if it is not."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(office: str, data: bytes, suffix: str, reader: str) -> bytes:
    """Convert a file as .docx; `reader` is the import filter's name, so that nothing is guessed. Raises Failed."""
    with TemporaryDirectory(prefix="township-report-") as name:
        folder = Path(name)
        source = folder / f"report{suffix}"
        source.write_bytes(data)
        command = [office, "--headless", "--norestore", "--nolockcheck", _profile(folder / "profile")]
        command += [f"--infilter={reader}", "--convert-to", "docx", "--outdir", str(folder), str(source)]
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
            raise ConversionError from error


def _profile(folder: Path) -> str:
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return f"-env:UserInstallation={folder.as_uri()}"
