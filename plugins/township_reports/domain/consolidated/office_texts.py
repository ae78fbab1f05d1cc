"""The office's own text for its report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

TEXT_SECTIONS = ("一", "五", "六")


@dataclass(frozen=True)
class OfficeTexts:
    """The lines of each section (一, 五, 六) the office has written, and the date under its signature."""

    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date: str = ""


NO_TEXTS = OfficeTexts()
