"""The code speaks the field's language, a class stands once, and docs/architecture.md shows the tree."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.folders import PROJECT

PACKAGE = PROJECT / "plugins" / "township_reports"
MODULES = sorted(
    path for folder in ("plugins", "dags") for path in (PROJECT / folder).rglob("*.py") if "versions" not in path.parts
)
BANNED = {"told", "anew", "begun", "house", "company", "mend", "swift", "bury"}
"""Words of a private dialect, and metaphors; no name may have one."""
MOST_LINES = 300
MOST_MODULES = 20
WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def definitions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno


def in_package(path: Path) -> str:
    return str(path.relative_to(PROJECT))


@pytest.mark.parametrize("path", MODULES, ids=in_package)
def test_no_name_is_a_private_word(path: Path) -> None:
    named = {
        (name, line) for name, line in definitions(path) if BANNED & {word.lower() for word in WORDS.findall(name)}
    }
    assert named == set()


def test_a_public_class_stands_once() -> None:
    places = defaultdict(list)
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(in_package(path))
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


@pytest.mark.parametrize("path", MODULES, ids=in_package)
def test_a_module_says_in_one_line_what_it_is(path: Path) -> None:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert text or not path.read_text(encoding="utf-8").strip()
    assert path.read_text(encoding="utf-8").count("\n") <= MOST_LINES + 10


def test_the_picture_of_the_tree_shows_every_package() -> None:
    page = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"^ {4,8}(\w+)/ ", page, re.MULTILINE))
    folders = {path.parent for path in PACKAGE.rglob("__init__.py")} - {PACKAGE}
    first = {folder.name for folder in folders if folder.parent == PACKAGE}
    second = {"parsers", "page_layout", "form_mapping", "narrative", "suites", "frames", "gx", "text_similarity"}
    second |= {"error_localization", "deductive_imputation", "content", "writers", "templating"}
    assert shown == first | second
    assert {folder.name for folder in folders} >= second


def test_no_folder_is_a_flat_list() -> None:
    flat_on_purpose = {"storage", "tables"}
    counts = {
        folder.relative_to(PROJECT): len(list(folder.glob("*.py"))) - 1
        for folder in {path.parent for path in PACKAGE.rglob("*.py")}
        if folder.name not in flat_on_purpose
    }
    assert {str(folder): count for folder, count in counts.items() if count > MOST_MODULES} == {}
