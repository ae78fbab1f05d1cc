"""The room's Jinja2 templates: markup, escaped, and plain text. Decides nothing of what they say."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from township_reports.rendering.printable import printable

PACKAGE = "township_reports.rendering"


@cache
def markup() -> Environment:
    """Templates of HTML and XML: whatever a unit writes is escaped."""
    return Environment(
        loader=PackageLoader(PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def plain_text() -> Environment:
    """Templates of sentences, escaped only where they go into markup: no expression can break a line of them."""
    return Environment(
        loader=PackageLoader(PACKAGE),
        autoescape=False,  # noqa: S701
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if isinstance(value, str) else value,
    )
