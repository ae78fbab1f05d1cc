"""What the suites judge a narrative by: a row a claim, a row a listing, and how alike texts are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from township_reports.domain.form.form import Form
from township_reports.domain.form.narrative_terms import load_narrative_words
from township_reports.domain.narrative import Claim, Listing
from township_reports.domain.report import Value
from township_reports.domain.submission import Submission
from township_reports.validation.frames.filled_form import FilledForm
from township_reports.validation.frames.frame import Record
from township_reports.validation.frames.scope import is_own_scope
from township_reports.validation.suites.terms import format_term


def list_claim_rows(submission: Submission, filled: FilledForm) -> Iterator[Record]:
    """List a row for each number the narrative tells that the report's form asks for as well."""
    for claim in submission.report.narrative.claims:
        cells = load_narrative_words().subject(claim.subject).cells_on(filled.form.edition)
        if cells:
            yield {**_describe_claim(claim, submission), "told": claim.value, **_on_the_form(filled, cells)}


def list_listing_rows(submission: Submission) -> Iterator[Record]:
    """List a row for each list of parts stated with their total; `share` is how much of it the parts are."""
    for listing in submission.report.narrative.listings:
        parts = sum(value for _, value in listing.parts)
        yield {
            **_describe_claim(listing, submission),
            "total": listing.total,
            "parts": parts,
            "share": float(Fraction(parts, listing.total)) if listing.total else None,
            "listed": "＋".join(f"{name}({value})" for name, value in listing.parts),
        }


@dataclass(frozen=True)
class SimilarityRow:
    """How many characters of a narrative are compared, and the shares it has in common with others; None: no other."""

    characters: int
    another: str | None
    share: float | None
    last_year: float | None

    def columns(self) -> Record:
        """Return the columns of a report's row."""
        return {
            "characters": self.characters,
            "another": self.another,
            "another_share": self.share,
            "another_percent": _percent(self.share),
            "last_year_share": self.last_year,
            "last_year_percent": _percent(self.last_year),
        }


def _percent(share: float | None) -> int | None:
    return None if share is None else int(100 * share)


def _describe_claim(claim: Claim | Listing, submission: Submission) -> Record:
    return {
        "subject": claim.subject,
        "label": load_narrative_words().subject(claim.subject).label,
        "section": f"第{claim.section}部分" if claim.section else "正文",
        "sentence": claim.sentence,
        "scope": "own" if is_own_scope(claim.scope, submission) else "other",
        "whose": claim.scope or "本单位",
    }


def _on_the_form(filled: FilledForm, cells: tuple[str, ...]) -> Record:
    """Return what the cells of a subject say together.

    Their figure, None where one was not read, and how it is made up.
    """
    figures = {cell: filled.figure(cell) for cell in cells if cell in filled.cells}
    unread = [cell for cell, figure in figures.items() if figure is None]
    known = {cell: figure for cell, figure in figures.items() if figure is not None}
    return {
        "cells": tuple(unread or figures),
        "place": "、".join(filled.form.label(cell) for cell in unread),
        "figure": None if unread else sum(known.values()),
        "on_form": _written(filled.form, known),
    }


def _written(form: Form, figures: Mapping[str, Value]) -> str:
    """One cell with its figure, or a sum with those of its cells that are not zero."""
    labels = {cell: f"{form.label(cell)}({format_term(figure)})" for cell, figure in figures.items()}
    terms = [labels[cell] for cell, figure in figures.items() if figure or len(figures) == 1]
    if not terms:
        return "".join(f"{form.label(cell)}等{len(figures)}格之和(0)" for cell in [*figures][:1])
    return terms[0] if len(terms) == 1 else f"{'＋'.join(terms)}＝{format_term(sum(figures.values()))}"
