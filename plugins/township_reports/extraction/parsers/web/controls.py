"""What stands in a web page without being text: puts the text that fields show in their place, marks all else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from selectolax.lexbor import LexborNode

from township_reports.extraction.parsers.embedded_objects import OBJECT

Nodes = Mapping[str | None, Sequence[LexborNode]]
"""The nodes of a page by tag."""

_OBJECTS = (
    *("img", "svg", "canvas", "object", "embed", "iframe", "video", "audio", "picture", "math", "meter", "progress"),
    *("frame", "applet", "map"),
)
_NOT_SHOWN = ("hidden",)
_LABELLED = ("submit", "reset", "button")
_NO_TEXT_FIELDS = ("checkbox", "radio", "image", "file", "password", "range", "color")
_SMALLEST = 2  # pixels; a picture below is there to count visitors or to keep a distance
_STYLED_TEXT = re.compile(r"content\s*:\s*(?:attr\(\s*(?P<attribute>[\w-]+)|(?P<quote>[\"'])(?P<text>.*?)(?P=quote))")
_CODE_POINT = re.compile(r"\\[0-9A-Fa-f]{1,6}")  # icons, as a rule
_DIGIT = re.compile(r"\d")


def mark_styled_cells(nodes: Nodes, styles: Sequence[LexborNode]) -> None:
    """Put OBJECT into cells without text where the style sheets of the page show a figure that stands in no text."""
    shown = [found for style in styles for found in _STYLED_TEXT.finditer(style.text())]
    attributes = {found["attribute"] for found in shown if found["attribute"]}
    is_anywhere = any(_DIGIT.search(_CODE_POINT.sub("", found["text"])) for found in shown if found["text"])
    if not attributes and not is_anywhere:
        return
    for cell in (*nodes.get("td", ()), *nodes.get("th", ())):
        values = (cell.attributes.get(name) or "" for name in attributes)
        if (is_anywhere or any(map(_DIGIT.search, values))) and not cell.text(strip=True):
            cell.insert_child(OBJECT)


def replace_controls(nodes: Nodes) -> None:
    """Put the text that a person sees in place of fields, and OBJECT in place of pictures and the like."""
    for field in nodes.get("input", ()):
        _replace(field, _shown(field))
    for area in nodes.get("textarea", ()):
        _replace(area, area.text())
    for choice in nodes.get("select", ()):
        _replace(choice, _chosen(choice))
    for button in nodes.get("button", ()):
        _replace(button, button.text() if _is_in_table(button) else "")
    for tag in _OBJECTS:
        for node in nodes.get(tag, ()):
            _replace(node, OBJECT if not _is_tiny(node) and _is_in_table(node) else "")


def _shown(field: LexborNode) -> str:
    kind = (field.attributes.get("type") or "text").lower()
    if kind in _NOT_SHOWN:
        return ""
    if kind in _NO_TEXT_FIELDS:
        return OBJECT if _is_in_table(field) else ""
    if kind in _LABELLED and not _is_in_table(field):
        return ""
    return field.attributes.get("value") or ""


def _chosen(choice: LexborNode) -> str:
    """Return what a list shows: the option that is selected, else its first.

    All that are selected where several may be.
    """
    options = choice.css("option")
    selected = [option for option in options if "selected" in option.attributes]
    if "multiple" in choice.attributes or "size" in choice.attributes:
        return OBJECT if options else ""
    shown = selected[-1:] or options[:1]
    return "".join(option.attributes.get("label") or option.text() for option in shown)


def _replace(node: LexborNode, text: str) -> None:
    """Replace a field's text is a word of its own, and is read as plain text whatever stands in it."""
    if text.strip():
        node.insert_before(f" {text} ")
    node.decompose()


def _is_in_table(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in ("td", "th"):
            return True
        parent = parent.parent
    return False


def _is_tiny(node: LexborNode) -> bool:
    sides = (node.attributes.get("width"), node.attributes.get("height"))
    return any(side is not None and _pixels(side) < _SMALLEST for side in sides)


def _pixels(side: str) -> int:
    digits = re.match(r"\s*(\d{1,6})(?!\d*%)", side)
    return int(digits[1]) if digits else _SMALLEST
