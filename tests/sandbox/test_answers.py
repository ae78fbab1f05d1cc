"""What a reader gives comes back from its child as it was, and nothing else does."""

from __future__ import annotations

import os
import pickle

import pytest
from support.documents.readers import READERS, read, well_behaved
from township_reports.domain.document import NOWHERE, Document, Grid, GridCell, Paragraph
from township_reports.domain.report import SourceLocation, UnreadableReportError
from township_reports.sandbox import ParserCrashError, check_document_size, run_isolated
from township_reports.sandbox.answers import pack_answer, unpack_answer


def test_a_document_comes_back_whole() -> None:
    assert read("well_behaved") == well_behaved("正文".encode())


def test_every_record_comes_back_as_it_was() -> None:
    place = SourceLocation(1, 2, 3, 4, "表", 5, (0.0, 1.0, 2.0, 3.0))
    grid = Grid(((GridCell("0", place, 3, "是错误值", 0.5),),), exact=False, sheet="表")
    document = Document((Paragraph("一", NOWHERE, ends_row=True), grid), ("说明",))
    assert unpack_answer(pack_answer(document)) == document


def test_other_answers_and_arguments() -> None:
    assert run_isolated(READERS, "turned", b"12", b"3", kind=tuple) == (b"21", b"3")


def test_a_hundred_megabytes_there_and_back() -> None:
    data = b"12" * 50_000_000
    assert run_isolated(READERS, "turned", data, kind=tuple) == (data[::-1],)


def test_a_refusal_comes_back_as_it_was() -> None:
    with pytest.raises(UnreadableReportError, match=r"^请重新报送。$"):
        read("refusing")


@pytest.mark.parametrize(("function", "why"), [("failing", "unexpected mark"), ("no_such", "no_such")])
def test_a_failure_tells_its_stack(function: str, why: str) -> None:
    with pytest.raises(ParserCrashError, match=why):
        read(function)


def test_an_answer_of_another_kind_is_refused() -> None:
    with pytest.raises(ParserCrashError, match="instead of a Document"):
        read("server_of")


def test_an_answer_names_no_class_but_the_known() -> None:
    with pytest.raises(ParserCrashError, match=r"readers\.Foreign"):
        run_isolated(READERS, "smuggling", b"", kind=object)


@pytest.mark.parametrize(
    "answer",
    [b"", b"cos\nsystem\n(S'true'\ntR.", pickle.dumps(os.system), pickle.dumps({"a": 1})[:-3], b"\x80\x05\xff."],
)
def test_an_answer_made_by_a_hostile_file_does_nothing(answer: bytes) -> None:
    with pytest.raises(ParserCrashError):
        unpack_answer(answer)


def test_more_than_understanding_is_worth_is_refused() -> None:
    row = tuple(GridCell("0", SourceLocation(), column) for column in range(1_000))
    with pytest.raises(UnreadableReportError, match="内容过多"):
        check_document_size(Document((Grid((row,) * 40),)))
    with pytest.raises(UnreadableReportError, match="内容过多"):
        read("endless")
