"""Runs what reads foreign files in child processes with limits, so that no file can harm the caller.

Only bytes to neutral document happens there, the part a hostile file can reach. The children are forked by a small
server process without threads: a fork of a caller with threads might inherit a lock that nobody releases.
"""

from __future__ import annotations

from typing import TypeVar

from township_reports.domain.document import Document
from township_reports.domain.report import UnreadableReportError
from township_reports.sandbox import client as caller
from township_reports.sandbox.answers import ParserCrashError, check_document_size, unpack_answer
from township_reports.sandbox.limits import LIMITS, TOO_MUCH, Limits
from township_reports.sandbox.request import Request

__all__ = ["LIMITS", "Limits", "ParserCrashError", "check_document_size", "read_isolated", "run_isolated"]

T = TypeVar("T")


def read_isolated(module: str, function: str, data: bytes, limits: Limits | None = None) -> Document:
    """Read the document that `module.function(data)` reads in a child process; raises as run_isolated does."""
    return run_isolated(module, function, data, kind=Document, limits=limits)


def run_isolated(
    module: str, function: str, data: bytes, *args: object, kind: type[T], limits: Limits | None = None
) -> T:
    """Run what `module.function(data, *args)` gives in a child process of its own, a `kind`.

    It may be made of plain values and of the classes in answers.KNOWN. Raises UnreadableReportError where the
    function does, or
    where it needs more than the limits allow; Broken where it fails; ChildProcessError where the machine has no room.
    """
    request = Request(module, function, args, limits or LIMITS, len(data))
    answer = caller.request_answer(request, data)
    if not answer:  # it died before or while it answered
        raise UnreadableReportError(TOO_MUCH)
    result = unpack_answer(answer)
    if isinstance(result, UnreadableReportError | ParserCrashError):
        raise result
    if not isinstance(result, kind):
        raise ParserCrashError(f"{module}.{function} gave a {type(result).__name__} instead of a {kind.__name__}")
    return result
