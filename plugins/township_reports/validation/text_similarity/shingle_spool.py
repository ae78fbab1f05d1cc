"""The texts of a run's reports as they are compared, in a file: of ten thousand they are a quarter of a gigabyte."""

from __future__ import annotations

from dataclasses import dataclass
from os import pread
from typing import BinaryIO

import numpy as np

from township_reports.validation.text_similarity.similarity import ComparableText, Shingles

NUMBER = np.dtype(np.uint64)


@dataclass(frozen=True)
class ShingleSpool:
    """A text whose runs are so many bytes of a file from a place on, and are read when they are asked for."""

    owner: str
    length: int
    file: BinaryIO
    place: int
    size: int

    @property
    def shingles(self) -> Shingles:
        """As they were put there."""
        self.file.flush()
        return np.frombuffer(pread(self.file.fileno(), self.size, self.place), NUMBER)


def spool_shingles(file: BinaryIO, text: ComparableText) -> ShingleSpool:
    """Return the text, its runs written at the end of a file, which has to stay open as long as they are asked for."""
    place = file.tell()
    return ShingleSpool(text.owner, text.length, file, place, file.write(text.shingles.tobytes()))
