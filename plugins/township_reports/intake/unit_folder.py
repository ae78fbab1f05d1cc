"""One unit's files in the county's folder of a year, and how newer ones take their place. Nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import PurePosixPath

from township_reports.domain.county import NOT_IN_FILE_NAMES, Unit
from township_reports.files.paths import AnyPath, copy, relative_path, write_atomically
from township_reports.intake.current_roster import CurrentRoster
from township_reports.intake.dropped_files import DroppedFile
from township_reports.storage.inbox import LONGEST_NAME, REPLACED, InboxFile, list_inbox, readable

ADDED = 8  # characters that a suffix such as .docx or a number may add


@dataclass(frozen=True)
class UnitFolder:
    """The year's folder as one unit of the roster finds it; `recognised` are codes of units by nameless files."""

    path: AnyPath
    unit: Unit
    roster: CurrentRoster
    recognised: Mapping[str, str]

    def list_files(self) -> list[InboxFile]:
        """List the unit's files that count now."""
        self.path.mkdir(parents=True, exist_ok=True)
        inbox = list_inbox(self.path, self.roster.units, self.roster.later)
        nameless = [file for file in inbox.unclaimed if self.recognised.get(file.name) == self.unit.code]
        return [*inbox.files[self.unit.code], *nameless]

    def replace(self, earlier: Iterable[InboxFile], files: Sequence[DroppedFile], time: str) -> list[str]:
        """Write the files and move the earlier ones aside; at no moment is the unit without any. Returns the names.

        Raises OSError.
        """
        going = [file.path for file in earlier]
        self._copy_aside(going, time)
        taken = {path.name.casefold() for path in self.path.iterdir() if path not in going}
        names = []
        for file in files:
            names.append(self._free_name(file.path.name, taken))
            taken.add(names[-1].casefold())
            write_atomically(self.path / names[-1], file.content)
        for path in going:
            if path.parent != self.path or path.name not in names:
                path.unlink()
        return names

    def _copy_aside(self, going: Sequence[AnyPath], time: str) -> None:
        folder = self.path / REPLACED / time
        for path in going:
            copy(path, _free(folder / relative_path(path, self.path)))

    def _free_name(self, name: str, taken: set[str]) -> str:
        """Return a name in the folder that nothing has and that tells the unit.

        As much of the given one as can be kept.
        """
        stem, suffix = _safe(PurePosixPath(name).stem), _suffix(name)
        own = _safe(self.unit.name)
        kept = LONGEST_NAME - ADDED
        wanted = (stem[:kept], f"{own}（{stem[: max(kept - len(own), 0)]}）", own, f"{_safe(self.unit.code)} {own}")
        stem = next((one for one in wanted if self._tells_unit(f"{one}{suffix}")), own)
        names = (f"{stem}{suffix}", *(f"{stem}（{number}）{suffix}" for number in range(2, len(taken) + 3)))
        return next(name for name in names if name.casefold() not in taken)

    def _tells_unit(self, name: str) -> bool:
        return self.roster.named.match_unit(PurePosixPath(name)) == self.unit


def _safe(name: str) -> str:
    """Return the name without what some file system does not take, and without what makes a file hidden or debris."""
    plain = "".join(
        "_" if character in NOT_IN_FILE_NAMES or not character.isprintable() else character
        for character in readable(name)
    )
    return plain.lstrip(".~$ ").rstrip(". ")


def _suffix(name: str) -> str:
    """Return the suffix with its dot; a name may have none."""
    letters = _safe(PurePosixPath(name).suffix)
    return f".{letters[: ADDED - 1]}" if letters else ""


def _free(path: AnyPath) -> AnyPath:
    """Return the path, or beside it one that nothing has."""
    return next(
        free
        for number in count(1)
        if not (free := path if number == 1 else path.with_name(f"{path.stem}（{number}）{path.suffix}")).exists()
    )
