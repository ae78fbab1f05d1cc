"""The pages as HTML: Jinja2 with everything escaped. Knows neither Airflow nor who is looking."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from county_reports_web import PREFIX

_templates = Environment(loader=PackageLoader("county_reports_web"), autoescape=True, undefined=StrictUndefined)
_templates.globals["prefix"] = PREFIX


def page(name: str, **context: object) -> str:
    """The page of that template; names and texts from townships stay text."""
    return _templates.get_template(f"{name}.html").render(context)
