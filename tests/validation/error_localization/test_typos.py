"""The slips a clerk makes with one number."""

from __future__ import annotations

import pytest
from township_reports.validation.error_localization import typos as slips
from township_reports.validation.error_localization.typos import TypoKind, classify_typo


@pytest.mark.parametrize(
    ("found", "meant", "slip"),
    [
        (83, 38, slips.TRANSPOSED),
        (1234, 4231, slips.TRANSPOSED),
        (34, 334, slips.DROPPED),
        (3, 38, slips.DROPPED_TO_ONE),
        (38, 3, slips.ADDED_TO_ONE),
        (338, 38, slips.ADDED),
        (380, 38, slips.ADDED),
        (5, 500, slips.SHIFTED_POINT),
        (50000, 5, slips.SHIFTED_POINT),
        (-5, 5, slips.WRONG_SIGN),
        (38, 33, slips.ONE_DIGIT),
        (0, 7, slips.ONE_DIGIT),
        (38, 37, slips.BY_ONE),
        (40, 39, slips.BY_ONE),
        (38, 51, slips.NO_SLIP),
        (0, 100, slips.NO_SLIP),
    ],
)
def test_the_likeliest_slip(found: int, meant: int, slip: TypoKind) -> None:
    assert classify_typo(found, meant) == slip
