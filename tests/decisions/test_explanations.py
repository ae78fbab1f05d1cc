"""An explained warning is answered for as long as its cells stay as they are, whatever is run again."""

from __future__ import annotations

from datetime import date

import pytest
from support.office import RUN, UNITS, Office
from township_reports.decisions.explanations import explain
from township_reports.domain.explanation import Explanation
from township_reports.domain.submission import Outcome
from township_reports.pipeline.correction_notices import write_correction_notices
from township_reports.pipeline.submission_result import get_submission_result
from township_reports.runs.dependencies import PreconditionFailedError, get_dataset

SAID = Explanation("张三", date(2022, 1, 20), "办理了移交，数字属实")
REGULATIONS = "proactive.regulations.in_force"


@pytest.fixture
def warned(office: Office) -> Office:
    """城关镇 says that it has three regulations in force, which a town cannot make."""
    office.send_all()
    office.send("01", {REGULATIONS: 3})
    assert office.check() == {Outcome.HAS_WARNINGS: 1, Outcome.ACCEPTED: 2}
    return office


def test_an_explained_warning_no_longer_counts_and_keeps_its_answer(warned: Office) -> None:
    assert explain(RUN, "01", "P-2", SAID) == 1
    result = get_submission_result(RUN, "01")
    assert result.outcome is Outcome.ACCEPTED
    assert "      说明（张三，2022年1月20日）：办理了移交，数字属实" in result.lines
    assert warned.check() == {Outcome.ACCEPTED: 3}
    assert warned.check("run 2") == {Outcome.ACCEPTED: 3}


def test_it_is_asked_again_when_a_cell_of_it_changes_and_only_then(warned: Office) -> None:
    explain(RUN, "01", "P-2", SAID)
    warned.send("01", {REGULATIONS: 3, "proactive.licensing.decisions": 4321})
    assert warned.check() == {Outcome.ACCEPTED: 3}
    warned.send("01", {REGULATIONS: 4})
    assert warned.check() == {Outcome.HAS_WARNINGS: 1, Outcome.ACCEPTED: 2}
    warned.send("01", {REGULATIONS: 3})
    assert warned.check() == {Outcome.ACCEPTED: 3}


def test_it_is_printed_in_the_reports_annex(warned: Office) -> None:
    explain(RUN, "01", "P-2", SAID)
    page = warned.run()["html"].decode()
    assert "说明（张三，2022年1月20日）：办理了移交，数字属实" in page
    assert warned.run("run 2")["html"].decode() == page


def test_the_last_answer_counts_and_the_first_is_kept(warned: Office) -> None:
    explain(RUN, "01", "P-2", SAID)
    explain(RUN, "01", "P-2", Explanation("李四", date(2022, 1, 21), "以此为准"))
    assert any("李四" in line for line in get_submission_result(RUN, "01").lines)
    with get_dataset().transaction() as work:
        assert [said.given_by for said in work.explanations.list_of_unit(RUN).values()] == ["李四"]
        assert len(work.explanations.list_by_unit("01", RUN)) == 2


def test_a_notice_asks_only_for_what_is_not_explained(warned: Office) -> None:
    warned.send("01", {REGULATIONS: 3, "disputes.reconsideration.total": 99})
    warned.check()
    assert "无权制定规章" in letter()
    explain(RUN, "01", "P-2", SAID)
    assert "无权制定规章" not in letter()
    assert "行政复议" in letter()


def letter() -> str:
    """The page of the only notice."""
    (path,) = [path for path in write_correction_notices(RUN) if UNITS["01"] in path.name and path.suffix == ".html"]
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "rule", "said", "why"),
    [
        ("02", "P-2", SAID, "河口乡没有P-2的提示可以说明"),
        ("01", "T4-1", SAID, "城关镇没有T4-1的提示可以说明。请核对规则编号；错误不能说明，只能更正"),
        ("01", "P-2", Explanation("张三", date(2022, 1, 20), " "), "请写明说明的内容和说明人"),
        ("01", "P-2", Explanation("", date(2022, 1, 20), "属实"), "请写明说明的内容和说明人"),
    ],
)
def test_what_cannot_be_explained_is_refused(warned: Office, code: str, rule: str, said: Explanation, why: str) -> None:
    warned.send("01", {REGULATIONS: 3, "disputes.reconsideration.total": 99})
    warned.check()
    with pytest.raises(PreconditionFailedError, match=why):
        explain(RUN, code, rule, said)
