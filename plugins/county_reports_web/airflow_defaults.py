"""Adds a script to Airflow's own page that sets Beijing time and Chinese for who has chosen neither.

Airflow 3.3 has no setting for either: its page takes both from the browser's machine.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from county_reports_web import PREFIX

# relative to Airflow's <base>, so that it is found behind a proxy that serves Airflow below a path
SCRIPT = f'<script src=".{PREFIX}/static/airflow_defaults.js"></script>'.encode()
END_OF_HEAD = b"</head>"


class AirflowDefaults:
    """ASGI middleware: HTML pages outside the office's own pages load the script before Airflow's program starts."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; of an HTML answer the head is completed."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(PREFIX):
            await self.app(scope, receive, send)
            return
        await self.app(scope, receive, _PageSender(send).send)


class _PageSender:
    """Holds an HTML page back until it is whole, and sends it with the script."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: MutableMapping[str, Any] | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(self._start)

    async def _send_page(self, start: MutableMapping[str, Any]) -> None:
        body = self._body.replace(END_OF_HEAD, SCRIPT + END_OF_HEAD, 1)
        MutableHeaders(scope=start)["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_html(start: Message) -> bool:
    headers = Headers(scope=start)
    return headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers
