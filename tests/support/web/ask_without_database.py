"""Asks the pages for the list of runs while the database is away, in a process of its own; prints the answer as JSON.

Only the sign-in is left out: it has tests of its own with a real Airflow.
"""

from __future__ import annotations

import json


def main() -> None:
    """One line of JSON on standard output."""
    from county_reports_web.access import get_rights, require_view_right
    from county_reports_web.app import app
    from fastapi.testclient import TestClient

    class Everything:
        """The rights of who may see all."""

        def sees(self, dag: str) -> bool:
            return True

    app.dependency_overrides |= {require_view_right: lambda: None, get_rights: Everything}
    answer = TestClient(app, raise_server_exceptions=False).get("/runs")
    print(
        json.dumps(
            {
                "status": answer.status_code,
                "policy": answer.headers.get("content-security-policy", ""),
                "text": answer.text,
            }
        )
    )


if __name__ == "__main__":
    main()
