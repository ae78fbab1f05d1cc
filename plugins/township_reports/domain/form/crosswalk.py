"""Between editions: which cells of one form answer to a cell of the other, and why some answer to none."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, Field

from township_reports.domain.form.form import EDITIONS, load_form


class Crosswalk(BaseModel):
    """One direction between two editions; `sums`: target pattern -> source patterns, * standing for one part."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = Field(alias="from")
    target: str = Field(alias="to")
    sums: dict[str, tuple[str, ...]]
    no_counterpart: dict[str, str]

    def sources(self, cell_id: str) -> tuple[str, ...]:
        """Cells of the source edition that add up to a cell of the target edition; none without counterpart."""
        for pattern, parts in self.sums.items():
            if fnmatchcase(cell_id, pattern):
                last = cell_id.rpartition(".")[2]
                return tuple(part.replace("*", last) for part in parts)
        known = cell_id in load_form(self.source).cells() and self.reason(cell_id) is None
        return (cell_id,) if known else ()

    def reason(self, cell_id: str) -> str | None:
        """Why a cell of the source edition has no counterpart in the target edition; None if it has one."""
        return next((why for pattern, why in self.no_counterpart.items() if fnmatchcase(cell_id, pattern)), None)


@cache
def load_crosswalk(source: str, target: str) -> Crosswalk:
    """Load the crosswalk from one edition to another; raises KeyError if there is none."""
    text = files(__package__).joinpath("crosswalk.yaml").read_text(encoding="utf-8")
    for entry in yaml.safe_load(text):
        crosswalk = Crosswalk.model_validate(entry)
        if (crosswalk.source, crosswalk.target) == (source, target):
            return crosswalk
    raise KeyError(f"没有从{source}年版到{target}年版的对照")


class Counterpart(NamedTuple):
    """A cell of an edition's form that goes into a cell of the county's, which holds money or a count."""

    edition: str
    source_cell: str
    cell: str
    is_money: bool


@cache
def list_counterparts(edition: str) -> tuple[Counterpart, ...]:
    """Which cells of every edition go into the cells of one, in the printed order of the latter."""
    return tuple(
        Counterpart(source, source_cell, cell, spec.column.kind == "money")
        for cell, spec in load_form(edition).cells().items()
        for source in EDITIONS
        for source_cell in _answering(source, edition, cell)
    )


def _answering(source: str, edition: str, cell: str) -> tuple[str, ...]:
    return (cell,) if source == edition else load_crosswalk(source, edition).sources(cell)
