"""GX asked once tells the same as GX left to itself, in half the questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext

import pytest
from support.reports.balanced import MISSING, all_zero, balanced_2019, balanced_2021, with_cell
from township_reports.domain.form.form import EDITIONS, load_form
from township_reports.domain.submission import Submission
from township_reports.validation.frames.submissions import build_frame, prepare_submissions
from township_reports.validation.gx import gx_cache_patch as swift_gx
from township_reports.validation.gx import run_suite as judging
from township_reports.validation.gx.run_suite import RuleOutcome, run_suite
from township_reports.validation.suites.loader import SuiteError
from township_reports.validation.suites.rule_set import load_edition_suites

BALANCED = {"2019": balanced_2019(), "2021": balanced_2021()}


def verdicts(edition: str, submissions: Sequence[Submission]) -> list[RuleOutcome]:
    form, batch = load_form(edition), prepare_submissions(submissions)
    suites = ((suite, build_frame(suite.meta.frame, form, batch)) for suite in load_edition_suites(edition))
    return [verdict for suite, frame in suites if frame.rows for verdict in run_suite(suite, frame)]


def some_wrong(edition: str) -> list[Submission]:
    """Reports of which nearly every rule has something to say: balanced, empty, a figure changed, a figure gone."""
    good = BALANCED[edition]
    off = [with_cell(good, {cell: 7}) for cell in list(good.cells)[::9]]
    gone = [with_cell(good, {cell: MISSING}) for cell in list(good.cells)[::40]]
    reports = enumerate([good, all_zero(edition), *off, *gone])
    return [Submission(str(number), report, previous=good) for number, report in reports]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_verdicts_are_those_of_gx_left_to_itself(edition: str, monkeypatch: pytest.MonkeyPatch) -> None:
    swift = verdicts(edition, some_wrong(edition))
    assert sum(len(verdict.failed) for verdict in swift) > len(swift)
    monkeypatch.setattr(judging, "cached_gx_internals", nullcontext)
    assert verdicts(edition, some_wrong(edition)) == swift


def test_nothing_is_remembered_from_one_batch_for_the_next() -> None:
    good = BALANCED["2021"]
    wrong = with_cell(good, {"requests.received.total": 0})
    failed = [
        {verdict.expectation.key for verdict in verdicts("2021", [Submission("x", report)]) if verdict.failed}
        for report in (good, wrong, good)
    ]
    assert ("T3-1", "") in failed[1] - failed[0]
    assert failed[2] == failed[0]


def test_a_configuration_is_built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    built: Counter[int] = Counter()
    kept: list[object] = []

    class Counting:
        def __get__(self, rule: object, _owner: object = None) -> object:
            kept.append(rule)
            built[id(rule)] += 1
            return own.__get__(rule)

    own = swift_gx.BUILD
    monkeypatch.setattr(swift_gx.Expectation, "configuration", own)  # stands again after the test
    monkeypatch.setattr(swift_gx, "BUILD", Counting())
    verdicts("2021", [Submission("x", BALANCED["2021"])])
    assert set(built.values()) == {1}


def test_gx_is_itself_again_also_after_an_error() -> None:
    [suite, *_] = load_edition_suites("2021")
    with pytest.raises(SuiteError):
        run_suite(suite, build_frame(suite.meta.frame, load_form("2021"), []))
    assert swift_gx.Expectation.configuration is swift_gx.BUILD
    assert swift_gx.PandasExecutionEngine._apply_row_condition_filter is swift_gx.PICK
    assert swift_gx.engine.hash_pandas_dataframe is swift_gx.FINGERPRINT
