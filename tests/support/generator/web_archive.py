"""Web pages saved in one file (.mht) as browsers write them. Knows no report."""

from __future__ import annotations

import base64
import quopri
from typing import Literal

HEAD = """From: <Saved by browser>
Subject: =?utf-8?B?{subject}?=
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----part"

------part
Content-Type: text/html{charset}
Content-Transfer-Encoding: {transfer}
Content-Location: http://example.gov.cn/report.html

"""
TAIL = """

------part
Content-Type: image/gif
Content-Transfer-Encoding: base64
Content-Location: http://example.gov.cn/logo.gif

R0lGODlhAQABAAAAACw=
------part--
"""


def archived(page: bytes, charset: str, transfer: Literal["quoted-printable", "base64"]) -> bytes:
    """The archive of a page; `charset` is what its header tells, "" for none."""
    told = f'; charset="{charset}"' if charset else ""
    subject = base64.b64encode("年度报告".encode()).decode()
    head = HEAD.format(subject=subject, charset=told, transfer=transfer)
    body = quopri.encodestring(page) if transfer == "quoted-printable" else base64.encodebytes(page)
    return (head.encode() + body + TAIL.encode()).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
