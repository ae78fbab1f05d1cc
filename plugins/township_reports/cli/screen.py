"""What the commands show people while they read files and where they print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

if TYPE_CHECKING:
    from township_reports.standalone.read_files import FileRead

WIDE = 160  # columns where no terminal limits them


def make_wide_console() -> Console:
    """Make the terminal, in colours where it has any; a file or another program gets wide plain text."""
    console = Console(highlight=False)
    console.width = console.width if console.is_terminal else WIDE
    return console


def read_with_bar(files: Sequence[Path], pictures: Path | None = None) -> list[FileRead]:
    """Read the files as read; on a terminal a bar tells how many of several are done."""
    from township_reports.standalone.read_files import read_files

    console = Console(stderr=True)
    columns = (TextColumn("读取"), BarColumn(), MofNCompleteColumn())
    silent = len(files) == 1 or not console.is_terminal
    with Progress(*columns, console=console, disable=silent, transient=True) as progress:
        return list(progress.track(read_files(files, pictures), total=len(files)))
