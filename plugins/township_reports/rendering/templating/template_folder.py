"""The room's Jinja2 templates, and the office's own in their place: sandboxed, escaped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from township_reports.rendering.content.printable import join_lines, make_printable
from township_reports.rendering.templating.template_errors import TemplateError, describe_template_error
from township_reports.rendering.templating.time_limit import time_limit

PACKAGE = "township_reports.rendering"
OPTIONS: dict[str, Any] = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
TEXTS = ("overview", "problems", "other_matters", "merging", "comparison", "groups", "proof")
PDF_LAYOUT, WORD_LAYOUT = "report.typ", "report.docx"
FOR_THE_OFFICE = (
    *(f"{name}.txt.j2" for name in TEXTS),
    "report.html.j2",
    "printed.html.j2",
    "report.css",
    PDF_LAYOUT,
    WORD_LAYOUT,
)
"""The templates a county may put its own in place of."""


@cache
def make_markup() -> Environment:
    """Templates of HTML and XML: whatever a unit writes is escaped."""
    return Environment(loader=PackageLoader(PACKAGE), autoescape=True, **OPTIONS)


@cache
def make_plain_text() -> Environment:
    """Templates of sentences, escaped only where they go into markup: no expression can break a line of them."""
    return Environment(
        loader=PackageLoader(PACKAGE),
        autoescape=False,  # noqa: S701
        finalize=lambda value: make_printable(value) if isinstance(value, str) else value,
        **OPTIONS,
    )


@dataclass(frozen=True)
class ReportTemplates:
    """The report's templates; one in the office's folder stands in place of the room's own of the same name.

    An expression in them reaches only what they are given: no attribute of Python's own, no change of what is given.
    """

    folder: Path | None = None
    seconds: float = 60
    """Processor time for one template; it raises TemplateError when it takes more."""

    def __post_init__(self) -> None:
        if self.folder and self.folder.is_dir():
            names = (path.name for path in sorted(self.folder.iterdir()) if path.name[0] != ".")
            if unknown := [name for name in names if name not in FOR_THE_OFFICE]:
                known = "、".join(FOR_THE_OFFICE)
                raise TemplateError(f"{self.folder} 中的文件不知用于何处：{'、'.join(unknown)}。可用的名称：{known}。")

    def text(self, name: str, context: Mapping[str, object]) -> str:
        """Sentences, a paragraph a line; raises TemplateError."""
        return self._render(f"{name}.txt.j2", context, escaped=False)

    def page(self, name: str, context: Mapping[str, object]) -> str:
        """Return a page of HTML; raises TemplateError."""
        return self._render(f"{name}.html.j2", context, escaped=True)

    def layout(self, name: str) -> Path | None:
        """Return the office's own layout of that name; None where it has none."""
        path = self.folder / name if self.folder else None
        return path if path and path.is_file() else None

    def _render(self, name: str, context: Mapping[str, object], *, escaped: bool) -> str:
        own: list[BaseLoader] = [FileSystemLoader(self.folder)] if self.folder else []
        sandbox = ImmutableSandboxedEnvironment(
            loader=ChoiceLoader([*own, PackageLoader(PACKAGE)]),
            autoescape=escaped,
            finalize=None if escaped else lambda value: join_lines(value) if isinstance(value, str) else value,
            **OPTIONS,
        )
        try:
            with time_limit(self.seconds):
                return sandbox.get_template(name).render(context)
        except Exception as problem:  # whatever an expression of the office's brings about
            described = describe_template_error(problem, self.folder)
            if described is None:
                raise
            raise described from problem
