"""Which figures of last year's form answer to which of this year's, by the crosswalk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from township_reports.domain.form.crosswalk import Crosswalk, load_crosswalk
from township_reports.domain.form.form import load_form


class Pair(NamedTuple):
    """Cells of this year's form and the cells of last year's form that have the same sum."""

    now: tuple[str, ...]
    before: tuple[str, ...]


def pair_cells(edition: str, last_edition: str) -> tuple[Pair, ...]:
    """Pair the counterparts in the printed order of this year's form; cells without one are in none of them."""
    form = load_form(edition)
    if edition == last_edition:
        return tuple(Pair((cell,), (cell,)) for cell in form.cells())
    here, there = list(form.cells()), list(load_form(last_edition).cells())
    pairs = [
        Pair(tuple(sorted(now, key=here.index)), tuple(sorted(before, key=there.index)))
        for now, before in _joined(list(_links(edition, last_edition)))
    ]
    return tuple(sorted(pairs, key=lambda pair: here.index(pair.now[0])))


Links = tuple[frozenset[str], frozenset[str]]


def _links(edition: str, last_edition: str) -> Iterator[Links]:
    """Return what either direction of the crosswalk says belongs together."""
    forward, backward = load_crosswalk(last_edition, edition), load_crosswalk(edition, last_edition)
    for cell in load_form(edition).cells():
        if before := _answers(forward, cell):
            yield frozenset((cell,)), before
    for cell in load_form(last_edition).cells():
        if now := _answers(backward, cell):
            yield now, frozenset((cell,))


def _answers(crosswalk: Crosswalk, cell: str) -> frozenset[str]:
    """Return the source edition's own cells that add up to a cell of the target edition."""
    return frozenset(crosswalk.sources(cell)) & load_form(crosswalk.source).cells().keys()


def _joined(links: list[Links]) -> list[Links]:
    """Return the links with those that share a cell made one."""
    groups: list[Links] = []
    for now, before in links:
        apart = [group for group in groups if group[0].isdisjoint(now) and group[1].isdisjoint(before)]
        touched = [(now, before), *(group for group in groups if group not in apart)]
        groups = [
            *apart,
            (frozenset().union(*(one for one, _ in touched)), frozenset().union(*(one for _, one in touched))),
        ]
    return groups


def explain_unpaired(cell: str, edition: str, other_edition: str) -> str:
    """Why a cell of one form has no counterpart on the other."""
    reason = load_crosswalk(edition, other_edition).reason(cell)
    return reason or f"{other_edition}年版没有这一项"
