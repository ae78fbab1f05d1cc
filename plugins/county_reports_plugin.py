"""Airflow's way into the office's pages. Every task process loads this file: it imports nothing heavy by itself."""

from __future__ import annotations

from typing import Any, ClassVar

from airflow.plugins_manager import AirflowPlugin
from county_reports_web import PREFIX


class CountyReportsPlugin(AirflowPlugin):
    """The entry 年报汇总 in the navigation, and the pages behind it."""

    name = "county_reports"
    external_views: ClassVar[list[dict[str, Any]]] = [
        {
            "name": "年报汇总",
            "href": f"{PREFIX}/",
            "destination": "nav",
            "url_route": "county-reports",
            "nav_top_level": True,
            "icon": f"{PREFIX}/static/report.svg",
        },
    ]

    @property
    def fastapi_apps(self) -> list[dict[str, Any]]:
        """The pages; only the API server asks for them, so only it pays for their imports."""
        from county_reports_web.app import app

        return [{"app": app, "url_prefix": PREFIX, "name": "county_reports"}]

    @property
    def fastapi_root_middlewares(self) -> list[dict[str, Any]]:
        """What is added to Airflow's own page: Beijing time and Chinese by default."""
        from county_reports_web.airflow_defaults import AirflowDefaults

        return [{"middleware": AirflowDefaults, "name": "county_reports_defaults"}]
