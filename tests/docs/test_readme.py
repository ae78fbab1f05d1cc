"""What the documents show is there: commands, options, links, pictures, and no rule or command is left untold."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from support.folders import PROJECT
from township_reports.cli import app
from typer.main import get_command

PAGES = sorted(
    [
        *PROJECT.glob("*.md"),
        *PROJECT.glob("docs/**/*.md"),
        *PROJECT.glob("*/README.md"),
        *PROJECT.glob("tests/*/README.md"),
    ]
)
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]  # a group of commands


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (page.parent / unquote(link)).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_every_make_command_shown_is_in_the_makefile(page: str) -> None:
    targets = set(re.findall(r"^(\w+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = set(re.findall(r"\bmake (\w+)", (PROJECT / page).read_text(encoding="utf-8")))
    assert shown <= targets
    assert {"run", "up"} <= shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_command_and_option_shown_exists(page: Path) -> None:
    for name, rest in re.findall(r"township-reports ([a-z-]+)([^\n`]*)", page.read_text(encoding="utf-8")):
        assert name in COMMANDS
        known = {option for parameter in COMMANDS[name].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= known | {"--help"}
