"""All documents of the reading bench. A new generator of documents is one line in KINDS, or in SLOW_KINDS."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import cycle

from support.generator.bench.kind import Kind, Written
from support.generator.bench.office_kinds import office_kinds
from support.generator.bench.pdf_kinds import pdf_kinds
from support.generator.bench.scan_kinds import scan_kinds
from support.generator.bench.text_kinds import text_kinds
from support.generator.bench.web_kinds import web_kinds

KINDS: tuple[Kind, ...] = (*text_kinds(), *web_kinds(), *office_kinds(), *pdf_kinds())
SLOW_KINDS: tuple[Kind, ...] = tuple(scan_kinds())
"""Those that take seconds a page: fewer documents of each, and none in the sample."""

EVERY = {"pdf": 4, "docx": 2, "xlsx": 2, "xls": 2, "odt": 2}
"""Formats that take long: the sample has every second or fourth of their kinds."""


@dataclass(frozen=True)
class BenchDocument:
    """One document of the bench; it is written when it is first asked for."""

    kind: Kind
    edition: str
    seed: int

    @property
    def name(self) -> str:
        """A file name with the suffix units give such files."""
        return self.kind.file_name(self.edition, self.seed)

    @cached_property
    def written(self) -> Written:
        """Its bytes, and what must be read from them."""
        return self.kind.write(self.edition, self.seed)


def documents(seeds: range) -> Iterator[BenchDocument]:
    """Every kind in all its editions, once for each seed."""
    return (BenchDocument(kind, edition, seed) for kind in KINDS for edition in kind.editions for seed in seeds)


def slow_documents(seeds: range) -> Iterator[BenchDocument]:
    """Every slow kind once for each seed and once more, in one edition after the other."""
    for kind in SLOW_KINDS:
        for seed, edition in zip(range(seeds.start, seeds.stop + 1), cycle(kind.editions), strict=False):
            yield BenchDocument(kind, edition, seed)


def sample() -> Iterator[BenchDocument]:
    """One document of a kind, in one edition after the other."""
    chosen = (kind for at, kind in enumerate(KINDS) if at % EVERY.get(kind.format, 1) == 0)
    for number, kind in enumerate(chosen):
        yield BenchDocument(kind, kind.editions[number % len(kind.editions)], seed=1 + number // 2 % 2)
