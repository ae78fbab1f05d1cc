"""Whether the ink in a cell can be the figure read there: as many characters, of their shapes."""

from __future__ import annotations

import re

import numpy as np

from township_reports.extraction.parsers.scan.figures.ink import Blob, Ink
from township_reports.extraction.parsers.scan.figures.marks import DASHES, is_dash

_DIGITS = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")
_TALL = 0.7  # of the height of the page's digits; less is a sign or a mark
_TALLEST = 1.35
_FLAT, _TALLEST_SIGN, _NARROWEST_SIGN = 0.3, 1.05, 0.8
_PITCH, _FIRST = 0.72, 0.85  # of its height, from digit to digit, and the widest single one
_TOUCHING = 0.2  # of its height between the halves of a broken digit, or between two
_HAIR = 0.08  # of its height between parts of one digit where its thin strokes are lost
_BASE = 0.25
_SLANT, _UPRIGHT = 0.18, 0.08  # of its height, that the top of a slash stands right of its foot, or of a 1 at most
_HAN_WIDTH, _MARK_WIDTH = 1.4, 0.35  # of the height of digits
_SPREAD = 0.25


def matches_ink(text: str, ink: Ink, digit_height: float) -> bool:
    """Whether the blobs of a cell have the number, size and shape of the characters of a figure."""
    if text in tuple(DASHES):
        return is_dash(ink, digit_height)
    if text == "/":
        return len(ink.blobs) == 1 and _slant(ink) > _SLANT
    if not _DIGITS.fullmatch(text):
        return _has_width_of(text, ink.whole(), digit_height)
    if text == "1" and _slant(ink) > _UPRIGHT:
        return False
    return _has_characters_of(text, ink, digit_height)


def _has_characters_of(text: str, ink: Ink, digit_height: float) -> bool:
    signed = text[0] in "+-"
    if signed and not (ink.blobs and _is_sign(text[0], ink.blobs[0], digit_height)):
        return False
    blobs = ink.blobs[signed:]
    tall = [blob for blob in blobs if blob.height > _TALL * digit_height]
    if not tall or max(blob.height for blob in tall) > _TALLEST * digit_height:
        return False
    low = [blob for blob in blobs if blob not in tall and not _is_part(blob, tall)]
    points = [blob for blob in (*low, *ink.noise) if _is_point(blob, tall)]
    return (
        sum(map(_digits_in, _joined(tall))) == len(re.findall(r"\d", text))
        and len(points) == len(re.findall("[.,]", text))
        and all(blob in points for blob in low)
    )


def split_digits(ink: Ink, digit_height: float) -> list[Blob]:
    """Split the blobs that are as tall as digits, from left to right."""
    return [blob for blob in ink.blobs if _TALL * digit_height < blob.height <= _TALLEST * digit_height]


def _is_sign(sign: str, blob: Blob, digit_height: float) -> bool:
    if sign == "-":
        return blob.width > blob.height and blob.height < _FLAT * digit_height
    return (
        blob.height < _TALLEST_SIGN * digit_height and _NARROWEST_SIGN < blob.width / blob.height < 1 / _NARROWEST_SIGN
    )


def _joined(blobs: list[Blob]) -> list[Blob]:
    """Blobs that nearly touch as one: the halves of a broken digit, or two whole ones."""
    found: list[Blob] = []
    for blob in blobs:
        if found and blob.left - found[-1].right < _TOUCHING * blob.height:
            found[-1] = found[-1].joined(blob)
        else:
            found.append(blob)
    return found


def _digits_in(blob: Blob) -> int:
    """How many digits are as wide as a blob."""
    return 1 + max(0, int(np.ceil((blob.width / blob.height - _FIRST) / _PITCH)))


def _is_part(blob: Blob, digits: list[Blob]) -> bool:
    """Whether a blob touches a digit all but a hair's breadth, and reaches neither over nor under it."""
    return any(
        max(blob.left, digit.left) - min(blob.right, digit.right) <= _HAIR * digit.height
        and digit.top - 1 <= blob.top
        and blob.bottom <= digit.bottom + 1
        for digit in digits
    )


def _is_point(blob: Blob, digits: list[Blob]) -> bool:
    """Whether a small blob stands at the foot of digits, between two of them and under neither."""
    foot, height = max(digit.bottom for digit in digits), max(digit.height for digit in digits)
    middle = (blob.left + blob.right) / 2
    between = digits[0].right < middle < digits[-1].left
    under = any(digit.left < middle < digit.right for digit in digits)
    return between and not under and blob.bottom > foot - _BASE * height


def _slant(ink: Ink) -> float:
    """How far the top quarter of the ink stands right of the lowest, as a share of its height."""
    dark = ink.dark()
    quarter = max(1, len(dark) // 4)
    places = np.arange(dark.shape[1])
    top, foot = (
        float((part.sum(0) * places).sum() / max(part.sum(), 1.0)) for part in (dark[:quarter], dark[-quarter:])
    )
    return (top - foot) / len(dark)


def _has_width_of(text: str, whole: Blob, digit_height: float) -> bool:
    """Whether ink is about as wide as digits with a unit behind them."""
    widths = (_PITCH if char.isdigit() else _MARK_WIDTH if char in "+-.,/" else _HAN_WIDTH for char in text)
    expected = sum(widths) * digit_height
    return abs(whole.width - expected) < _SPREAD * expected
