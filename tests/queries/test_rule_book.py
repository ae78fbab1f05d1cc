"""The page of rules in docs/ is the one the suites make."""

from __future__ import annotations

from support.folders import PROJECT
from township_reports.queries.rule_book import list_all_rules, write_rule_page

PAGE = PROJECT / "docs" / "规则.md"


def test_the_committed_page_is_the_generated_one() -> None:
    assert PAGE.read_text(encoding="utf-8") == write_rule_page(), (
        "请运行 township-reports rules --markdown docs/规则.md"
    )


def test_every_rule_is_documented_with_its_examples() -> None:
    page = PAGE.read_text(encoding="utf-8")
    headings = {line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")}
    assert headings == {rule.id for rule in list_all_rules()}
    assert page.count("* 符合的例子：") == page.count("* 不符合的例子，改为：") == page.count("* 这时给填报人看的话：")
