"""Text and web pages that try to exhaust whoever recognises, parses or understands them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from support.documents.hostile import ROWS

GBK = "年报".encode("gbk")


def _letters_in_letters(depth: int) -> bytes:
    parts = (b"Content-Type: multipart/mixed; boundary=B%d\n\n--B%d\n" % (n, n) for n in range(depth))
    return b"MIME-Version: 1.0\n" + b"".join(parts)


HOSTILE_TEXT: Mapping[str, Callable[[], bytes]] = {
    "text_bars_before_a_letter": lambda: b"|" * 2_000_000 + b"x",
    "text_commas": lambda: "，".encode() * 900_000 + b"x",
    "text_brackets": lambda: b"(" * 900_000,
    "text_titles": lambda: "政府信息公开".encode() * 50_000,
    "text_readings": lambda: "字(zi)".encode() * 100_000,
    "text_line_ends": lambda: b"\n" * 4_900_000 + b"x",
    "text_in_utf16": lambda: ("规章 | 0\n" * 200_000).encode("utf-16"),
    "text_of_90_megabytes": lambda: b"0 | 0 | 0\n" * 9_000_000,
    "html_tables_without_cells": lambda: b"<table >" * 1_000_000,
    "html_open_brackets": lambda: b"<html>" + b"<" * 5_000_000,
    "html_open_comment": lambda: b"<html><!--" + b"-" * 5_000_000,
    "html_misnested": lambda: b"<html>" + b"<b><p>" * 60_000,
    "html_deep_inline": lambda: b"<html><table><tr><td>" + b"<span>" * 400_000 + b"1",
    "html_many_attributes": lambda: b"<html><table><tr><td " + b"".join(b"a%d=1 " % n for n in range(300_000)),
    "html_in_punycode": lambda: b"<html><meta charset=punycode>" + GBK + b"a-" * 300_000,
    "html_endless_style": lambda: b"<html><p style='" + b"display :" * 900_000 + b"'>1",
    "html_text_at_every_depth": lambda: b"<html>" + b"<table><tr><td>a" * 30_000,
    "html_many_tables": lambda: b"<html>" + (b"<table>" + ROWS.encode() + b"</table>") * 40_000,
    "mht_letters_in_letters": lambda: _letters_in_letters(1_500),
}
