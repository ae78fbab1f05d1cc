"""Runs the reader of a file format in a child process with limits, so that no file can harm the caller.

Only bytes to neutral document happens there, the part a hostile file can reach. Reads no format itself.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import logging
import os
import pickle
import resource
import select
import signal
import subprocess
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from township_reports.reading.document import Document, Grid
from township_reports.records.report import NotAReport

_MOST_CELLS = 30_000
_MOST_CHARACTERS = 1_000_000
_CHUNK = 1 << 16
_SEND = "请删去图片等附件，只保存年报正文，另存为 .docx 或 .xlsx 后重新报送。"
_TOO_MUCH = f"读取这个文件要用的内存或时间过多，不像一份年报，已中止读取。{_SEND}"
_TOO_LONG = f"文件的内容过多，不像一份年报，没有读取。{_SEND}"


@dataclass(frozen=True)
class Limits:
    """What a child may use: bytes beyond those of its parent, seconds of computing, seconds altogether."""

    memory: int = 1_500_000_000
    cpu_seconds: int = 30
    wall_seconds: float = 60.0


LIMITS = Limits()


class Broken(Exception):
    """The reader failed on the file; the message is its stack trace."""


def read_isolated(module: str, function: str, data: bytes, limits: Limits | None = None) -> Document:
    """What `module.function(data)` gives in a child process.

    Raises NotAReport where the reader does, or where it needs more than the limits allow; Broken where it fails.
    """
    run = _forked if threading.active_count() == 1 else _in_fresh_interpreter
    answer = run(module, function, data, limits or LIMITS)
    try:
        result: Document | NotAReport | Broken = pickle.loads(answer)  # noqa: S301  # written by our own child
    except (EOFError, pickle.UnpicklingError):  # it died before or while it answered
        raise NotAReport(_TOO_MUCH) from None
    if isinstance(result, Document):
        return result
    raise result


def refuse_endless(document: Document) -> Document:
    """The document; raises NotAReport if there is more in it than understanding it would be worth."""
    cells = sum(len(row) for block in document.blocks if isinstance(block, Grid) for row in block.rows)
    if cells + len(document.blocks) > _MOST_CELLS or sum(map(len, document.texts())) > _MOST_CHARACTERS:
        raise NotAReport(_TOO_LONG)
    return document


def _forked(module: str, function: str, data: bytes, limits: Limits) -> bytes:
    """The child's answer, empty if it died. A fork shares all that is imported, and costs a few milliseconds."""
    reader = _reader(module, function)
    read_end, write_end = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # idle threads of numeric libraries hold no locks of ours
        child = os.fork()
    if child == 0:
        _serve(reader, data, write_end, limits)
    os.close(write_end)
    try:
        return b"".join(_chunks(read_end, time.monotonic() + limits.wall_seconds))
    finally:
        os.close(read_end)
        _end(child)
        os.waitpid(child, 0)


def _in_fresh_interpreter(module: str, function: str, data: bytes, limits: Limits) -> bytes:
    """The child's answer, empty if it died. Where threads run, a fork could inherit a lock that nobody releases."""
    command = [sys.executable, "-m", __name__, module, function, repr(limits.memory), repr(limits.cpu_seconds)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(  # noqa: S603  # our own interpreter and module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    ) as child:
        try:
            return child.communicate(data, timeout=limits.wall_seconds)[0]
        except subprocess.TimeoutExpired:
            return b""
        finally:
            _end(child.pid)


def _chunks(read_end: int, deadline: float) -> Iterator[bytes]:
    """What comes through a pipe; nothing once the time is over."""
    while select.select([read_end], [], [], max(0.0, deadline - time.monotonic()))[0]:
        chunk = os.read(read_end, _CHUNK)
        if not chunk:
            return
        yield chunk


def _end(child: int) -> None:
    """Ends a child and all it has started."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(child, signal.SIGKILL)


def _reader(module: str, function: str) -> Callable[[bytes], Document]:
    reader: Callable[[bytes], Document] = getattr(import_module(module), function)
    return reader


def _serve(reader: Callable[[bytes], Document], data: bytes, write_end: int, limits: Limits) -> NoReturn:
    """The life of a child; it never returns into the caller's code."""
    try:
        with contextlib.suppress(OSError):
            os.setsid()
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        logging.disable()
        faulthandler.disable()
        _limit(limits)
        gc.disable()  # the child is gone before garbage matters
        _write(write_end, pickle.dumps(_result(reader, data)))
    finally:
        os._exit(0)


def _limit(limits: Limits) -> None:
    memory = limits.memory + _memory_in_use()
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a stricter limit is in force, or the system knows none
            resource.setrlimit(what, (most, most))


def _memory_in_use() -> int:
    """Bytes of address space that this process has already."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _result(reader: Callable[[bytes], Document], data: bytes) -> Document | NotAReport | Broken:
    try:
        return refuse_endless(reader(data))
    except NotAReport as refusal:
        return refusal
    except MemoryError:
        return NotAReport(_TOO_MUCH)
    except Exception:  # whatever is wrong with a foreign file
        return Broken(traceback.format_exc(limit=-5))


def _write(write_end: int, answer: bytes) -> None:
    while answer:
        answer = answer[os.write(write_end, answer) :]


def main() -> None:
    """A child in an interpreter of its own: the file comes on standard input, the answer goes to standard output."""
    module, function, memory, cpu_seconds = sys.argv[1:]
    answer = os.dup(1)
    data = sys.stdin.buffer.read()
    _serve(_reader(module, function), data, answer, Limits(int(memory), int(cpu_seconds)))


if __name__ == "__main__":
    # By its own name, for what it answers is unpickled by name and the caller's __main__ is another.
    import_module("township_reports.reading.isolation").main()
