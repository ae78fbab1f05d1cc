"""What caller, server and child say to each other.

The caller sends a Request and one end of a connection to the server, which hands both to a child. Through the
connection go the bytes of the file, and from the child HERE when it has begun, the LENGTH of its answer, the answer.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from township_reports.sandbox.limits import Limits

HERE = b"!"
LENGTH = struct.Struct(">Q")
MOST_REQUEST_BYTES = 1 << 16


@dataclass(frozen=True)
class Request:
    """The function to call with the `size` bytes that follow and the other arguments, within limits."""

    module: str
    function: str
    args: tuple[object, ...]
    limits: Limits
    size: int
