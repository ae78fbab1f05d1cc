"""The life of a child: it waits for a request, answers it and ends. It never returns into the server's code."""

from __future__ import annotations

import contextlib
import os
import pickle
import socket
import sys
import traceback
from importlib import import_module
from pathlib import Path

from township_reports.domain.document import Document
from township_reports.domain.report import UnreadableReportError
from township_reports.sandbox.answers import ParserCrashError, check_document_size, pack_answer
from township_reports.sandbox.limits import TOO_MUCH, memory_in_use
from township_reports.sandbox.request import HERE, LENGTH, MOST_REQUEST_BYTES, Request

LIGHT = 7
"""How a child ends whose format's modules start no threads."""


def warm_up(module: str) -> None:
    """Read a little document of our own, if the module has one, as files of the same format often follow each other.

    Memory that is shared with the server is copied when it is first written to: that is done before a file waits.
    """
    rehearsal = getattr(sys.modules.get(module), "warm_up", None)
    with contextlib.suppress(Exception):
        pack_answer(rehearsal()) if rehearsal else None


def run_child(line: socket.socket) -> int:
    """Answers the request that comes from the server; without an answer where the limits end it.

    Returns LIGHT if what it imported for that may stay in the server.
    """
    with contextlib.suppress(OSError):
        os.setsid()  # so that all it starts can be ended with it
    in_use = memory_in_use()
    message, ends, _, _ = socket.recv_fds(line, MOST_REQUEST_BYTES, 1)
    if not message:
        return 0
    line.close()
    request: Request = pickle.loads(message)  # noqa: S301  # written by the caller
    connection = socket.socket(fileno=ends[0])
    connection.sendall(HERE)
    data = connection.recv(request.size, socket.MSG_WAITALL)
    request.limits.impose(in_use)
    is_light = request.module not in sys.modules and _imports_alone(request.module)
    answer = pack_answer(_answer(request, data))
    connection.sendall(LENGTH.pack(len(answer)))
    connection.sendall(answer)
    return LIGHT if is_light else 0


def _imports_alone(module: str) -> bool:
    """Whether a module can be imported and starts no thread, which a fork would lose with all the locks it holds."""
    try:
        import_module(module)
        return len(list(Path("/proc/self/task").iterdir())) == 1
    except Exception:  # it fails again where its failure is reported
        return False


def _answer(request: Request, data: bytes) -> object:
    try:
        result: object = getattr(import_module(request.module), request.function)(data, *request.args)
        return check_document_size(result, request.limits) if isinstance(result, Document) else result
    except UnreadableReportError as refusal:
        return refusal
    except MemoryError:
        return UnreadableReportError(TOO_MUCH)
    except Exception:  # whatever is wrong with a foreign file
        return ParserCrashError(traceback.format_exc(limit=-5))
