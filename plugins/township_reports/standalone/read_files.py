"""Reads files that belong to no run, many of them two at a time, and draws what was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from township_reports.domain.report import Report, UnreadableReportError
from township_reports.files.paths import write_atomically
from township_reports.standalone.read_file import read_file

AT_A_TIME = 2


@dataclass(frozen=True)
class FileRead:
    """A file with its report, or with the reason why there is none.

    `pictures` are its pages with the cells drawn in, where they were asked for; `no_pictures` says why it has none.
    """

    file: Path
    report: Report | None
    error: str = ""
    pictures: tuple[Path, ...] = ()
    no_pictures: str = ""


def read_files(files: Sequence[Path], pictures: Path | None = None) -> Iterator[FileRead]:
    """Each file as it was read, in the order given; one that cannot be read stops none of the others.

    `pictures` is the folder for the pages drawn. Raises SuiteError when the suites cannot be used.
    """
    drawings = [pictures and pictures / name for name in _own_names(files)]
    if len(files) == 1:
        yield _read(files[0], drawings[0])
        return
    # Fresh processes: a fork would inherit the thread of a progress bar, and reading forks again.
    pool = ProcessPoolExecutor(AT_A_TIME, get_context("spawn"))
    try:
        yield from pool.map(_read, files, drawings)
    finally:
        pool.shutdown(cancel_futures=True)


def _own_names(files: Sequence[Path]) -> Iterator[str]:
    """Return the files' names, numbered where files of several folders have the same."""
    taken: set[str] = set()
    for file in files:
        candidates = (file.name, *(f"{file.name}（{number}）" for number in range(2, len(files) + 1)))
        name = next(candidate for candidate in candidates if candidate not in taken)
        taken.add(name)
        yield name


def _read(file: Path, drawing: Path | None) -> FileRead:
    try:
        read = FileRead(file, read_file(file))
    except UnreadableReportError as problem:
        return FileRead(file, None, str(problem))
    return _drawn(read, drawing) if drawing else read


def _drawn(read: FileRead, drawing: Path) -> FileRead:
    from township_reports.extraction.page_images import draw_marked_pages  # a page renderer, which only pictures need

    try:
        pages = draw_marked_pages(read.file, read.report.cells if read.report else {})
    except UnreadableReportError as problem:
        return replace(read, no_pictures=str(problem))
    paths = tuple(drawing.with_name(f"{drawing.name}-第{number}页.png") for number in range(1, len(pages) + 1))
    for path, page in zip(paths, pages, strict=True):
        write_atomically(path, page)
    return replace(read, pictures=paths)
