"""Turns a failure of the program on one file into the refusal of that file, and keeps the trace for the maintainer."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256

from township_reports.config import settings
from township_reports.domain.errors import RetryableError, UserFacingError
from township_reports.domain.report import UnreadableReportError

FOLDER = "faults"
_MOST_TRACES = 500
_ADDRESS = re.compile(r"0x[0-9a-f]+")
_NUMBER_LENGTH = 12


@contextmanager
def refuse_unexpected(file_name: str) -> Iterator[None]:
    """Raise UnreadableReportError in place of any exception that the content of a file leads to.

    What a person has to mend (UserFacingError, RetryableError) and what the machine refuses (OSError,
    MemoryError) goes through as it is. The
    trace of what made a library give up is kept as well.
    """
    try:
        yield
    except UnreadableReportError as refusal:
        if isinstance(cause := refusal.__cause__, Exception) and not isinstance(
            cause, (UnreadableReportError, OSError)
        ):
            keep_trace(cause, file_name)
        raise
    except (UserFacingError, RetryableError, OSError, MemoryError):
        raise
    except Exception as error:
        number = keep_trace(error, file_name)
        raise UnreadableReportError(
            "这份文件使读取程序出错，没有读取，其他文件不受影响。请用 Word 或 WPS 打开核对，另存为 .docx 或 .xlsx 后"
            f"重新报送；再不行，请把编号 {number} 和这份文件交给维护人员。"
        ) from error


def keep_trace(error: Exception, file_name: str) -> str:
    """Write the trace of an error into the folder `faults` of the settings' home; its number, the file's name there.

    The same trace has the same number. Nothing is written where the disk refuses, or beyond 500 traces.
    """
    trace = _ADDRESS.sub("0x…", "".join(traceback.format_exception(error)))
    number = sha256(trace.encode(errors="replace")).hexdigest()[:_NUMBER_LENGTH]
    folder = settings.home() / FOLDER
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{number}.txt"
        if not path.exists() and sum(1 for _ in folder.iterdir()) < _MOST_TRACES:
            path.write_text(f"{file_name}\n\n{trace}", encoding="utf-8", errors="replace")
    return number
