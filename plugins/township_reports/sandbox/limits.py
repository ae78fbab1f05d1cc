"""What a child process may use, and how it is held to that."""

from __future__ import annotations

import contextlib
import math
import resource
import signal
from dataclasses import dataclass
from pathlib import Path

TOO_MUCH = (
    "读取这个文件要用的内存或时间过多，不像一份年报，已中止读取。"
    "请删去图片等附件，只保存年报正文，另存为 .docx 或 .xlsx 后重新报送。"
)
_GRACE = 2  # seconds after which a child ends by itself whom nobody has ended


@dataclass(frozen=True)
class Limits:
    """What a child may use: bytes beyond those it begins with, seconds of computing, seconds altogether.

    And how much it may find: a document with more cells or characters is no report of a unit.
    """

    memory: int = 1_500_000_000
    cpu_seconds: int = 30
    wall_seconds: float = 60.0
    cells: int = 30_000
    characters: int = 1_000_000

    def impose(self, in_use: int) -> None:
        """Hold this process, which began with so many bytes, to them.

        The wall is the server's to keep, and kept here where there is no server any more.
        """
        for what, most in (
            (resource.RLIMIT_AS, in_use + self.memory),
            (resource.RLIMIT_CPU, self.cpu_seconds),
            (resource.RLIMIT_CORE, 0),
        ):
            with contextlib.suppress(ValueError, OSError):  # a stricter limit is in force, or the system knows none
                resource.setrlimit(what, (most, most))
        signal.alarm(math.ceil(self.wall_seconds) + _GRACE)


LIMITS = Limits()


def memory_in_use() -> int:
    """Bytes of address space that this process has already."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 0
