"""What a child may answer: plain values and the records named here, up to a size."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Callable
from io import BytesIO
from operator import attrgetter

from township_reports.domain.document import Document, Grid, GridCell, Paragraph
from township_reports.domain.report import SourceLocation, UnreadableReportError
from township_reports.sandbox.limits import LIMITS, Limits

MOST_ANSWER_BYTES = 256_000_000
_TOO_LONG = (
    "文件的内容过多，不像一份年报，没有读取。请删去图片等附件，只保存年报正文，另存为 .docx 或 .xlsx 后重新报送。"
)


class ParserCrashError(Exception):
    """The reader failed on the file; the message is its stack trace."""


_RECORDS = (Document, Paragraph, Grid, GridCell, SourceLocation)
_VALUES: dict[type, Callable[[object], tuple[object, ...]]] = {
    record: attrgetter(*inspect.signature(record).parameters) for record in _RECORDS
}
KNOWN: dict[tuple[str, str], type] = {
    (known.__module__, known.__name__): known for known in (*_RECORDS, UnreadableReportError, ParserCrashError)
}
"""The classes an answer may name; a file that took its child over can call no other."""


def check_document_size(document: Document, limits: Limits = LIMITS) -> Document:
    """Check the document; raises UnreadableReportError if there is more in it than understanding it would be worth."""
    cells = sum(len(row) for block in document.blocks if isinstance(block, Grid) for row in block.rows)
    if cells + len(document.blocks) > limits.cells or sum(map(len, document.iterate_texts())) > limits.characters:
        raise UnreadableReportError(_TOO_LONG)
    return document


def pack_answer(answer: object) -> bytes:
    """Pack an answer as bytes."""
    stream = BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(answer)
    return stream.getvalue()


def unpack_answer(data: bytes) -> object:
    """Unpack the answer in bytes.

    Raises ParserCrashError for one that is damaged or names a class that is not KNOWN.
    """
    try:
        return _Unpickler(BytesIO(data)).load()
    except ParserCrashError:
        raise
    except Exception as error:  # whatever damaged bytes may lead to
        raise ParserCrashError(f"the answer cannot be read: {error!r}") from error


class _Pickler(pickle.Pickler):
    """Takes records apart into what makes them, three times as fast as frozen dataclasses do it themselves."""

    def reducer_override(self, record: object) -> tuple[type, tuple[object, ...]]:
        """Class and values of a record; how pickle does it of all else."""
        values = _VALUES.get(type(record))
        return (type(record), values(record)) if values else NotImplemented


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type:
        try:
            return KNOWN[module, name]
        except KeyError:
            raise ParserCrashError(f"the answer names {module}.{name}") from None
