"""Whose number a sentence tells: the word that says so before it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from township_reports.domain.form.narrative_terms import load_narrative_words

_CLAUSE_HEAD = r"(?:^|[,:()]|其中|全年|今年|本年度?|以来|情况)"
_NO_AGENT = r"(?!门户|网站?|的|部署|领导|中心|要求|常务|信息|公报|文件|及|和|、|与|工作|统一|主要|党组|班子)"
_BODY = re.compile(
    r"(?:^|[,:(]|其中|全年|今年|本年度?)"
    r"(?P<body>(?!全年|今年|本年|其中|通过|在|利用|依托|由|经|向|对|按|根据|围绕|结合)[一-鿿]{2,12}?(?:局|委员会|委|镇|乡|街道|办事处|办公室|办|中心|大队|社区))"
    r"(?:全年|今年|本年度?|共计?|累计|一共|总共|主动|依法|新|分别|也|还|又)*$"
)


def find_scope(text: str, start: int, otherwise: str) -> str:
    """Find the scope of a number stated from a place of a prepared sentence on; `otherwise` where no word tells it."""
    body = _BODY.search(text[:start])
    if body:
        return body["body"]
    said = [word for end, word in _said(text) if end <= start]
    return said[-1] if said else otherwise


@lru_cache(maxsize=1)  # a sentence tells several numbers
def _said(text: str) -> list[tuple[int, str]]:
    """Every word that tells a scope, and where it ends."""
    return [(match.end(), match["word"] or match["agent"]) for match in _scope_words().finditer(text)]


@cache
def _scope_words() -> re.Pattern[str]:
    scopes = load_narrative_words().scopes.values()
    words = _longest_first(word for scope in scopes for word in scope.words)
    agents = _longest_first(word for scope in scopes for word in scope.agents)
    return re.compile(f"(?P<word>{words})(?!不掌握)|{_CLAUSE_HEAD}(?P<agent>{agents}){_NO_AGENT}")


def _longest_first(words: object) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))  # type: ignore[call-overload]
