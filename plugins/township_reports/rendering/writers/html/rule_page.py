"""The page of all rules in Markdown: what each says, on what authority, an example of either side."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from township_reports.domain.finding import Severity
from township_reports.domain.form.form import load_form
from township_reports.domain.form.narrative_terms import load_narrative_words
from township_reports.domain.report import MentionSource
from township_reports.domain.rule import COUNTY, Example, Rule, RuleKey, Written
from township_reports.rendering.content.printable import make_printable
from township_reports.rendering.templating.template_folder import make_plain_text

LAST_YEAR = "last_year."
COLUMNS = {
    "told_unit": "文件写的单位",
    "told_year": "文件写的年度",
    MentionSource.SIGNATURE: "落款写的单位",
    MentionSource.PERIOD: "统计期限写的年度",
    "expected_unit": "名册上的单位",
    "expected_year": "汇总的年度",
    "received": "收到的份数",
    "body": "单位类别",
    "name": "单位",
    "listed": "在汇总中出现的次数",
    "roster": "在名册上",
    "standing": "情况",
    "reason": "未纳入的原因",
    "label": "数据格",
    "cell": "编号",
    "own": "报告中的数",
    "counted": "计入的数",
    "times": "计入的次数",
    "county": "全县合计",
    "parts": "各单位之和",
    "narrative": "第一部分的文字",
    "another.narrative": "另一单位的文字",
    "last_year.narrative": "上年报告的文字",
}
CONTENTS = {
    "on": "是",
    "off": "否",
    "included": "已纳入",
    "not_valid": "已纳入但没有有效的报告",
    "excluded": "未纳入",
    "none": "汇总中没有",
    "": "（空）",
}
LONGEST_SHOWN = 30
MARKUP = re.compile(r"([\\`*_|<>\[\]#])")


@dataclass(frozen=True)
class RuleEntry:
    """A rule as printed, for all the editions that state it alike."""

    id: str
    sentence: str
    severity: str
    formula: str
    action: str
    passing: str
    failing: str
    example_notes: str


def render_rule_page(rules: Sequence[Rule], notes: Mapping[RuleKey, str]) -> str:
    """Render the page, the gravest rules first; `notes` is what a clerk reads of the failing example."""
    sources: dict[RuleEntry, dict[str, str]] = {}
    for rule in sorted(rules, key=_order(rules)):
        sources.setdefault(_entry(rule, notes.get(rule.key, "")), {})[_edition(rule.edition)] = rule.source
    ids = dict.fromkeys(entry.id for entry in sources)
    groups = {name: [(entry, sources[entry]) for entry in sources if entry.id == name] for name in ids}
    return make_plain_text().get_template("rules.md.j2").render(groups=groups, markdown=_markdown, same=_same)


def _order(rules: Sequence[Rule]) -> Callable[[Rule], tuple[bool, int, int, int, str]]:
    """Order the county's rules last, errors first, the parts of an id together.

    The editions of a part beside each other.
    """
    severities, met = list(Severity), [(rule.id, rule.part) for rule in rules]
    gravest = {rule.id: min(severities.index(one.severity) for one in rules if one.id == rule.id) for rule in rules}
    ids = [name for name, _ in met]
    return lambda rule: (
        rule.edition == COUNTY,
        gravest[rule.id],
        ids.index(rule.id),
        met.index((rule.id, rule.part)),
        rule.edition,
    )


def _entry(rule: Rule, notes: str) -> RuleEntry:
    changed = {name: content for name, content in rule.failing.items() if rule.passing.get(name) != content}
    return RuleEntry(
        rule.id,
        rule.sentence,
        rule.severity_label,
        rule.formula,
        rule.action,
        _example(rule.edition, rule.passing),
        _example(rule.edition, changed),
        notes,
    )


def _example(edition: str, example: Example) -> str:
    return "；".join(f"{_name(edition, name)} {_content(content)}" for name, content in example.items())


def _name(edition: str, name: str) -> str:
    if name in COLUMNS or edition == COUNTY:
        return COLUMNS.get(name, name)
    kind, _, about = name.partition(".")
    if kind in ("told", "listed"):
        return _format_claim(kind, about)
    cell = name.removeprefix(LAST_YEAR)
    label = load_form(edition).label(cell)
    return label if cell == name else f"上年报告{label}"


def _format_claim(how: str, about: str) -> str:
    """Format a number of the running text: whose and of what, or of what and which part."""
    scope, _, subject = about.rpartition(".") if how == "told" else ("", "", about)
    subject, _, part = subject.partition(".")
    label = load_narrative_words().subject(subject).label
    return f"正文写的{scope}“{label}”" + (f"中的“{part}”" if part else "")


def _content(content: Written) -> str:
    if not isinstance(content, str):
        return str(content)
    return f"“{content[:LONGEST_SHOWN]}……”" if len(content) > LONGEST_SHOWN else CONTENTS.get(content, content)


def _edition(edition: str) -> str:
    return "县级汇总" if edition == COUNTY else f"{edition}年版"


def _same(sources: Mapping[str, str]) -> bool:
    return len(set(sources.values())) == 1


def _markdown(text: str) -> str:
    """Return the text as Markdown shows it and no more."""
    return MARKUP.sub(r"\\\1", make_printable(text))
