"""The texts of a run's reports as they are compared, in a file: of ten thousand they are a quarter of a gigabyte."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from tempfile import TemporaryFile
from typing import Self, overload

import numpy as np

from township_reports.checking.likeness import Runs, Text

NUMBER = np.dtype(np.uint64)
NONE = np.empty(0, NUMBER)


class TextFile(Sequence[Text], AbstractContextManager["TextFile"]):
    """Texts in the order they came, each read from the file when it is asked for; gone when it is left."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  # closed by leaving
        self._texts: list[tuple[Text, int, int]] = []  # without its runs, which are so many bytes from a place on

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def append(self, text: Text) -> None:
        """Keeps one more."""
        place = self._file.tell()
        self._texts.append((replace(text, runs=NONE), place, self._file.write(text.runs.tobytes())))

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, index: int) -> Text: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Text]: ...
    def __getitem__(self, index: int | slice) -> Text | Sequence[Text]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        text, place, size = self._texts[index]
        return replace(text, runs=self._runs(place, size))

    def _runs(self, place: int, size: int) -> Runs:
        self._file.flush()
        return np.frombuffer(os.pread(self._file.fileno(), size, place), NUMBER)
