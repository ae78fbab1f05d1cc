"""The equations of the suites as linear constraints on the cells of one report."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path

from township_reports.config.settings import expectations_folder
from township_reports.domain.finding import Severity
from township_reports.domain.form.narrative_terms import load_narrative_words
from township_reports.domain.repair import RestoredConstraint
from township_reports.domain.report import Value
from township_reports.domain.submission import Submission
from township_reports.files.paths import AnyPath, file_stat
from township_reports.validation.error_localization.conditions import build_row_filter
from township_reports.validation.frames.filled_form import FilledForm
from township_reports.validation.frames.frame import Record
from township_reports.validation.frames.submissions import build_frame, prepare_submissions
from township_reports.validation.suites.frame_schema import FRAME_SCHEMAS, LAST_YEAR
from township_reports.validation.suites.loader import Expectation
from township_reports.validation.suites.rule_set import load_edition_suites
from township_reports.validation.suites.terms import Term

Figures = Mapping[str, Value | None]
_Stamp = tuple[tuple[str, str, int], ...]
_Rows = Mapping[str, Sequence[Record]]


@dataclass(frozen=True)
class Identity:
    """Signed cells and a constant (last year's figures) that must add up to zero; `sentence` says it in words."""

    name: RestoredConstraint
    terms: tuple[tuple[int, str], ...]
    constant: Value
    sentence: str = ""

    def residual(self, figures: Figures) -> Value | None:
        """Return what the cells add up to: zero where the equation holds, None where a cell was not read."""
        total = self.constant
        for sign, cell in self.terms:
            figure = figures[cell]
            if figure is None:
                return None
            total += sign * figure
        return total


@dataclass(frozen=True)
class Arithmetic:
    """What must hold in one report, and what is only expected of it.

    `expected` are equations with last year's report, `stated_figures` those with the numbers that the running
    text tells.
    """

    filled: FilledForm
    identities: tuple[Identity, ...]
    expected: tuple[Identity, ...]
    stated_figures: tuple[Identity, ...]
    out_of_domain: frozenset[str]

    @cached_property
    def figures(self) -> Figures:
        """Every printed cell's figure; blanks are zero, what was not read is None."""
        return {cell: self.filled.figure(cell) for cell in self.filled.cells}


@dataclass(frozen=True)
class _Rule:
    """One expectation with the frame it judges and the rows of it that it is about."""

    expectation: Expectation
    frame: str
    is_about: Callable[[Record], bool]

    @property
    def is_strict(self) -> bool:
        """Whether breaking it sends the report back."""
        return self.expectation.effective_severity is Severity.ERROR

    @property
    def is_equation(self) -> bool:
        """Whether it says that two sums of cells are equal, whatever their values."""
        kwargs = self.expectation.kwargs
        compares = self.expectation.type == "expect_sums_to_compare" and FRAME_SCHEMAS[self.frame].table is not None
        return compares and kwargs.get("relation") == "==" and not kwargs.get("unless_zero")

    @property
    def is_of_text(self) -> bool:
        """Whether it says that a number stated in the running text is what the table says."""
        sides = [[term.column for term in side] for side in (self.expectation.left, self.expectation.right)]
        is_equal = self.expectation.kwargs.get("relation") == "==" and sides == [["told"], ["figure"]]
        return self.frame == "by_claim" and is_equal and self.expectation.effective_severity is not Severity.INFO

    @property
    def is_domain(self) -> bool:
        """Whether it says how the figure in a cell must be written."""
        return self.expectation.type == "expect_column_values_to_match_regex" and self.frame == "by_cell"


def derive_arithmetic(submission: Submission, own: AnyPath | None = None) -> Arithmetic:
    """Return the equations and domains of the submission's edition, on the cells it prints; raises SuiteError.

    `own` is a county's own rule file.
    """
    [entry] = prepare_submissions([submission])
    rules = _edition_rules(submission.report.edition, own)
    frames = {name: build_frame(name, entry.filled.form, [entry]) for name in {rule.frame for rule in rules}}
    rows = {name: frame.rows for name, frame in frames.items()}
    printed = entry.filled.cells
    return Arithmetic(
        entry.filled,
        tuple(chain(*(_equations(rule, rows, printed) for rule in rules if rule.is_equation and rule.is_strict))),
        tuple(chain(*(_equations(rule, rows, printed) for rule in rules if _is_expected(rule)))),
        _different(chain(*(_stated_numbers(rule, rows, entry.filled) for rule in rules if rule.is_of_text))),
        frozenset(chain(*(_violations(rule, rows) for rule in rules if rule.is_domain and rule.is_strict))),
    )


def list_strict_equations(edition: str) -> tuple[tuple[str, Mapping[str, object]], ...]:
    """List the equations whose breaking sends a report back: the frame of each and how it is written.

    Raises SuiteError.
    """
    rules = [rule for rule in _edition_rules(edition, None) if rule.is_equation and rule.is_strict]
    return tuple((rule.frame, rule.expectation.kwargs) for rule in rules)


def merge_identities(sets: Iterable[set[str]]) -> list[set[str]]:
    """Set of cells joined wherever they share one, in the order of their first."""
    groups: list[set[str]] = []
    for cells in sets:
        sharing = [number for number, group in enumerate(groups) if group & cells]
        whole = cells.union(*(groups[number] for number in sharing))
        place = sharing[0] if sharing else len(groups)
        groups = [*groups[:place], whole, *(group for group in groups[place:] if not group & cells)]
    return groups


def _edition_rules(edition: str, own: AnyPath | None) -> tuple[_Rule, ...]:
    """Return the rules that say something of what a cell must be."""
    rules = _rules(edition, own, _stamp(expectations_folder() / edition, own))
    return tuple(rule for rule in rules if rule.is_equation or rule.is_domain or rule.is_of_text)


def _is_expected(rule: _Rule) -> bool:
    terms = (*rule.expectation.left, *rule.expectation.right)
    with_last_year = any(term.column.startswith(LAST_YEAR) for term in terms)
    return rule.is_equation and not rule.is_strict and with_last_year


def _equations(rule: _Rule, rows: _Rows, printed: Container[str]) -> Iterator[Identity]:
    layout = FRAME_SCHEMAS[rule.frame]
    signed = [*rule.expectation.left, *(Term(-term.sign, term.column) for term in rule.expectation.right)]
    for record in filter(rule.is_about, rows[rule.frame]):
        last_year = [(term.sign, record[term.column]) for term in signed if term.column.startswith(LAST_YEAR)]
        known = [sign * value for sign, value in last_year if isinstance(value, Value)]
        if len(known) < len(last_year):
            continue
        this_year = [term for term in signed if not term.column.startswith(LAST_YEAR)]
        cells = [(term.sign, layout.cell.format(term=term.column, **record)) for term in this_year]
        where = str(record["column"] if layout.columns_are == "rows" else record["row"])
        name = RestoredConstraint(rule.expectation.meta.rule, where, str(record["place"]))
        terms = tuple(term for term in cells if term[1] in printed)
        yield Identity(name, terms, sum(known), rule.expectation.description)


def _stated_numbers(rule: _Rule, rows: _Rows, filled: FilledForm) -> Iterator[Identity]:
    """Each number the running text tells, as what its cells must add up to."""
    for record in filter(rule.is_about, rows[rule.frame]):
        subject = load_narrative_words().subject(str(record["subject"]))
        cells = [cell for cell in subject.cells_on(filled.form.edition) if cell in filled.cells]
        if cells and isinstance(stated := record["told"], Value):
            name = RestoredConstraint(rule.expectation.meta.rule, subject.id, str(record["section"]))
            yield Identity(name, tuple((1, cell) for cell in cells), -stated, subject.label)


def _different(identities: Iterable[Identity]) -> tuple[Identity, ...]:
    """Return the first of those that say the same."""
    different: dict[tuple[object, Value], Identity] = {}
    for identity in identities:
        different.setdefault((identity.terms, identity.constant), identity)
    return tuple(different.values())


def _violations(rule: _Rule, rows: _Rows) -> Iterator[str]:
    """Return the cells whose figure is not written as the rule says."""
    column, regex = rule.expectation.kwargs["column"], re.compile(rule.expectation.kwargs["regex"])
    for record in filter(rule.is_about, rows[rule.frame]):
        figure = record[column]
        if figure is not None and not regex.search(str(figure)):
            yield str(record["cell"])


def _stamp(folder: Path, own: AnyPath | None) -> _Stamp:
    """Return what tells one state of a folder of suites from another: an office may edit them between two runs."""
    files = [*sorted(folder.glob("*.yaml")), *([own] if own else [])]
    return tuple((path.name, about.mark, about.size) for path in files if (about := file_stat(path)))


@lru_cache(maxsize=8)
def _rules(edition: str, own: AnyPath | None, _stamp: _Stamp) -> tuple[_Rule, ...]:
    """Return the rules of an edition, read once: reading the files costs more than all the rest of a localisation."""
    return tuple(
        _Rule(expectation, suite.meta.frame, build_row_filter(expectation.kwargs.get("row_condition")))
        for suite in load_edition_suites(edition, own)
        for expectation in suite.expectations
    )
