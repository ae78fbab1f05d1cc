from __future__ import annotations

from township_reports.rendering.printable import make_printable


def test_text_stays_on_one_line() -> None:
    assert make_printable(" 第一行\r\n\t第二行　尾 ") == "第一行 第二行 尾"


def test_what_no_document_may_hold_is_marked() -> None:
    assert make_printable("坏\x00字\x0b\ud800\uffff") == "坏\ufffd字 \ufffd\ufffd"


def test_rare_characters_of_names_stay() -> None:
    assert make_printable("镕堃\ue000𬬭\U0002ebf0") == "镕堃\ue000𬬭\U0002ebf0"


def test_endless_text_is_cut_and_says_so() -> None:
    assert make_printable("长" * 3000) == "长" * 2000 + "……（过长，以下略）"
