"""The folder submissions come in by: which file belongs to which unit of the roster, by its name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from township_reports.domain.county import RosterError, Unit
from township_reports.domain.unit_names import normalize_name, remove_spaces
from township_reports.files.bucket import BucketPath
from township_reports.files.paths import BEING_WRITTEN, AnyPath, relative_path

# What Office, Windows and macOS leave beside documents without anybody's doing.
DEBRIS = ("~$*", ".~lock.*", "._*", ".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX")
# What this software itself leaves there: files on their way in, and the ones they took the place of.
REPLACED = ".已替换"
LONGEST_NAME = 60  # characters of Chinese that fit into any file system's limit of 255 bytes
NOBODY = ""
"""Stands for a unit's code where a file tells none."""
OFFICE = "政府"
TOWNS = ("镇", "乡", "街道")
BEFORE_A_NAME = re.compile(r"(?:^|[^一-鿿]|[省市县区州盟旗年度于])$")

NOT_SENT = (f"{BEING_WRITTEN}*", REPLACED)


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file and its name as the office sees it, from the year's folder on."""

    path: AnyPath
    name: str


@dataclass(frozen=True)
class Inbox:
    """The files of each unit by its code, sorted by name, and those that belong to no unit of the roster."""

    files: Mapping[str, tuple[InboxFile, ...]]
    unclaimed: tuple[InboxFile, ...]

    def by_unit(self, recognised: Mapping[str, str]) -> dict[str, list[InboxFile]]:
        """Return the files by unit code, those whose name tells no unit by what they were recognised as.

        Else of NOBODY.
        """
        found = {code: list(files) for code, files in self.files.items()} | {NOBODY: []}
        for file in self.unclaimed:
            found.setdefault(recognised.get(file.name, NOBODY), []).append(file)
        return found


def list_inbox(folder: AnyPath, units: Sequence[Unit], others: Sequence[Unit] = ()) -> Inbox:
    """Sorts the files of one year's folder by unit; raises RosterError when there is no such folder.

    Files of `others`, whose names are known but which are not asked to report, belong to no unit.
    """
    if not folder.is_dir():
        raise RosterError(f"没有找到文件夹：{folder}。请建立以年度命名的文件夹，放入各单位的报送文件。")
    files: dict[str, list[InboxFile]] = {unit.code: [] for unit in units}
    unclaimed: list[InboxFile] = []
    roster, not_asked = UnitNameIndex([*units, *others]), set(others)
    for path in _bucket_documents(folder) if isinstance(folder, BucketPath) else list_documents(folder):
        inside = relative_path(path, folder)
        unit = roster.match_unit(inside)
        file = InboxFile(path, "/".join(map(readable, inside.parts)))
        (files[unit.code] if unit and unit not in not_asked else unclaimed).append(file)
    return Inbox({code: tuple(found) for code, found in files.items()}, tuple(unclaimed))


def is_debris(name: str) -> bool:
    """Whether a file's or folder's name is one that nobody gave it."""
    return any(fnmatchcase(name, pattern) for pattern in DEBRIS)


def readable(name: str) -> str:
    """Return a file's name in Chinese; one packed on a Chinese Windows and unpacked elsewhere has it in GB 18030."""
    encoded = os.fsencode(name)
    try:
        return encoded.decode()
    except UnicodeDecodeError:
        return encoded.decode("gb18030", "replace")


def list_documents(folder: Path) -> Iterator[Path]:
    """Every file in a folder and the folders in it that somebody put there, sorted by name."""
    for path in sorted(folder.iterdir(), key=lambda path: os.fsencode(path.name)):
        if _is_left_out(path.name):
            continue
        if path.is_dir():
            yield from () if leads_back(path) else list_documents(path)
        elif path.is_file():
            yield path


def _bucket_documents(folder: BucketPath) -> Iterator[BucketPath]:
    """Return the same of a bucket, from a single listing."""
    return (path for path in folder.files() if not any(map(_is_left_out, relative_path(path, folder).parts)))


def _is_left_out(name: str) -> bool:
    return is_debris(name) or any(fnmatchcase(name, pattern) for pattern in NOT_SENT)


def leads_back(folder: Path) -> bool:
    """Whether a folder is a link to one it stands in, and would be walked for ever."""
    return folder.is_symlink() and folder.parent.resolve().is_relative_to(folder.resolve())


class UnitNameIndex:
    """The units of a roster by their names and codes, so that a file is not compared with each of thousands."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._by_word: dict[str, list[int]] = {}
        for position, unit in enumerate(units):
            for word in {*map(normalize_name, unit.list_names()), normalize_name(unit.code)}:
                self._by_word.setdefault(word, []).append(position)
        self._lengths = sorted({len(word) for word in self._by_word})

    def match_unit(self, relative: PurePath) -> Unit | None:
        """Match the unit named by the file's name or else by the nearest folder around it; the longest name decides."""
        for part in (relative.parent / relative.stem, *relative.parents):
            found = [match for unit in self._named_in(part) if (match := _match(part, unit))]
            if found:
                return max(found, key=lambda match: match[:2])[2]
        return None

    def _named_in(self, part: PurePath) -> Iterator[Unit]:
        """Return the units of which a name or the code is somewhere in the file's name, in official order."""
        text = normalize_name(readable(part.name))
        words = {text[at : at + length] for length in self._lengths for at in range(len(text) - length + 1)}
        positions = {position for word in words for position in self._by_word.get(word, ())}
        return (self._units[position] for position in sorted(positions))


def _match(part: PurePath, unit: Unit) -> tuple[int, int, Unit] | None:
    """How long a name of the unit is in the file's name, and where it ends: 甲县乙镇 speaks of 乙镇."""
    written = readable(part.name)
    text = normalize_name(written)
    spans = [span for name in unit.list_names() if (span := _span(name, written))]
    if not spans and (code := re.search(rf"(?<![0-9a-z]){re.escape(normalize_name(unit.code))}(?![0-9a-z])", text)):
        spans = [(0, code.end())]
    return (*max(spans), unit) if spans else None


def _span(name: str, written: str) -> tuple[int, int] | None:
    """How long a name is in the plain name of a file and where it ends; None where the file does not tell it.

    A name that is there only in its other form must begin as a name does: 两江镇政府 does not tell 江镇人民政府.
    The office of a government behind a town's name is the town's own.
    """
    plain, text = normalize_name(name), normalize_name(written)
    at_will = remove_spaces(name) in remove_spaces(written)
    for found in reversed(list(re.finditer(re.escape(plain), text))):
        before = text[: found.start()]
        of_a_town = plain.startswith(OFFICE) and before.endswith(TOWNS)
        if not of_a_town and (at_will or (plain != OFFICE and BEFORE_A_NAME.search(before))):
            return len(plain), found.end()
    return None
