"""What scraping does to the characters of a page: traditional script, pinyin, doubled commas. Knows no layout."""

from __future__ import annotations

from opencc import OpenCC
from pypinyin import lazy_pinyin
from pypinyin.constants import Style

EVERY = 3  # of the characters that are written otherwise in traditional script, so many get their reading
MARKS = str.maketrans({"，": ",,", "（": "(", "）": ")", "；": "；,"})


def scraped(text: str) -> str:
    """`周嘉镇，总计` becomes `周嘉鎮,,總計(jì)`, as on the page of a real town; digits stay as they are."""
    traditional = OpenCC("s2t").convert(text)
    changed = 0
    characters = []
    for plain, character in zip(text, traditional, strict=True):
        characters.append(character.translate(MARKS))
        changed += character != plain
        if character != plain and changed % EVERY == 0:
            characters.append(f"({lazy_pinyin(plain, style=Style.TONE)[0]})")
    return "".join(characters).replace("一、", "一,、")
