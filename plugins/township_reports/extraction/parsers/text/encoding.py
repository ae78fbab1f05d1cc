"""Bytes of unknown encoding to text, as Chinese government pages need it."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Pages that declare GB2312 or GBK use characters beyond them (镕, ﹝﹞), where a strict decoder loses the page.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}
_GUESSES = ("gb18030", "big5hkscs")


def decode(data: bytes, declared: str = "") -> str:
    """Text of the bytes: byte order mark, strict UTF-8, the declared charset, GB18030, Big5; raises UnicodeError."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    name = declared.strip().lower()
    for encoding in ("utf-8", _WIDER.get(name, name), *_GUESSES):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise UnicodeError("no encoding fits")


def mark_end(text: str) -> str:
    """Return the text with … behind a digit at its very end.

    Where a file was cut off there, 115 may have been 11536.
    """
    return f"{text}…" if text[-1:].isdecimal() else text
