"""Brings names of units into the form in which they are compared: official and customary forms become one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_OFFICIAL, _CUSTOMARY = "人民政府", "政府"
_OWN_OFFICE = re.compile(r"(?<=.)(?:政府|办事处)$|(?<=街道)办$")
# Only whole names: inside a file's name 府办 may be the beginning of 府办事处.
_GENERAL_OFFICE = re.compile(r"(?:(?<=[县市区旗州盟])府办|政府办)(?:公室)?$")


def remove_spaces(text: str) -> str:
    """Remove a name, or a text in which a name is looked for, without spaces and with one form of each character."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()


def normalize_name(text: str) -> str:
    """Normalize the same with 政府 in place of 人民政府."""
    return remove_spaces(text).replace(_OFFICIAL, _CUSTOMARY)


@lru_cache(maxsize=200_000)  # a file is compared with every name of a roster
def strip_suffixes(name: str) -> str:
    """Strip a whole name by which units are distinguished: 城关镇 of 城关镇人民政府, 东门街道 of 东门街道办事处.

    The general office of a government has one name however short it is written: 县政府办 of 县人民政府办公室.
    """
    return _GENERAL_OFFICE.sub("政府办", _OWN_OFFICE.sub("", normalize_name(name)))
