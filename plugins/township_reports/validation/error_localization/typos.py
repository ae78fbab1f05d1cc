"""How a number that was meant becomes the number that stands there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from typing import NamedTuple

from township_reports.domain.report import Value

TWO_DIGITS = 10
POINT_SHIFTS = (10, 100, 1000, 10000)


class TypoKind(NamedTuple):
    """A way of going wrong as a clerk would call it; the lighter, the likelier."""

    weight: float
    name: str


NO_SLIP = TypoKind(1.0, "")
BLANK = TypoKind(0.2, "")
TRANSPOSED = TypoKind(0.2, "疑为两位数字颠倒")
DROPPED = TypoKind(0.25, "疑为漏写一位数字")
ADDED = TypoKind(0.25, "疑为多写一位数字")
DROPPED_TO_ONE = TypoKind(0.45, DROPPED.name)  # a single digit is found in many numbers by chance
ADDED_TO_ONE = TypoKind(0.45, ADDED.name)
SHIFTED_POINT = TypoKind(0.3, "疑为位数错误")
WRONG_SIGN = TypoKind(0.2, "疑为多写了负号")
ONE_DIGIT = TypoKind(0.5, "疑为写错一位数字")
BY_ONE = TypoKind(0.5, "相差一件")


def classify_typo(found: Value, meant: Value) -> TypoKind:
    """Classify the likeliest slip that turns what was meant into what stands there."""
    kinds = [slip for slip, explains in _SLIPS.items() if explains(found, meant)]
    return min(kinds, key=lambda slip: slip.weight, default=NO_SLIP)


def _is_transposed(found: Value, meant: Value) -> bool:
    digits = list(str(meant))
    return any(_swapped(digits, one, other) == str(found) for one, other in combinations(range(len(digits)), 2))


def _swapped(digits: list[str], one: int, other: int) -> str:
    swapped = digits.copy()
    swapped[one], swapped[other] = swapped[other], swapped[one]
    return "".join(swapped)


def _has_dropped(found: Value, meant: Value) -> bool:
    digits = str(meant)
    return len(digits) > 1 and str(found) in {digits[:place] + digits[place + 1 :] for place in range(len(digits))}


def _differs_by_one_digit(found: Value, meant: Value) -> bool:
    one, other = str(found), str(meant)
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _has_shifted_point(found: Value, meant: Value) -> bool:
    return any(found * shift == meant or meant * shift == found for shift in POINT_SHIFTS) and found != 0


_SLIPS: Mapping[TypoKind, Callable[[Value, Value], bool]] = {
    TRANSPOSED: _is_transposed,
    DROPPED: lambda found, meant: _has_dropped(found, meant) and found >= TWO_DIGITS,
    ADDED: lambda found, meant: _has_dropped(meant, found) and meant >= TWO_DIGITS,
    DROPPED_TO_ONE: _has_dropped,
    ADDED_TO_ONE: lambda found, meant: _has_dropped(meant, found),
    SHIFTED_POINT: _has_shifted_point,
    WRONG_SIGN: lambda found, meant: found == -meant,
    BY_ONE: lambda found, meant: abs(found - meant) == 1,
    ONE_DIGIT: _differs_by_one_digit,
}
