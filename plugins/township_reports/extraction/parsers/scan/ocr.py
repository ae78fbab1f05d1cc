"""Finds and recognises text in pictures, with the models inside the wheel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR

Grey = NDArray[np.uint8]
Quads = NDArray[np.float32]
"""The four corners of each text, clockwise from its upper left: shape (texts, 4, 2), in pixels."""

LEAST_CONFIDENCE = 0.9
"""Of a reading that is certain."""

_THREADS = 1  # more would make results depend on the machine, and cost more than they gain beside other work
_BATCH = 6
_NARROWEST = 96  # pixels at a height of 48: lone figures need no more


class Reading(NamedTuple):
    """A recognised text; `confidence` (0 to 1) is that of its least certain character, `average` that of all."""

    text: str
    confidence: float
    average: float


def find_text(grey: Grey) -> Quads:
    """Where lines of text stand."""
    found = _engine()(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(found, "boxes", None)  # what it is called to do says which of its results it gives
    return np.zeros((0, 4, 2), np.float32) if boxes is None else np.asarray(boxes, np.float32)


def recognize_text(lines: Sequence[Grey]) -> list[Reading]:
    """Return the text of pictures that hold one line each."""
    if not lines:
        return []
    found = _engine().recognize_txt([cv2.cvtColor(line, cv2.COLOR_GRAY2BGR) for line in lines])
    return [_reading(*one) for one in zip(found.txts or (), found.word_results, strict=True)]


def _reading(text: str, words: object) -> Reading:
    pairs = zip(text, getattr(words, "confs", None) or (), strict=False)
    confidences = [confidence for char, confidence in pairs if not char.isspace()] or [0.0]
    return Reading(text.strip(), round(float(min(confidences)), 4), round(float(np.mean(confidences)), 4))


@cache
def _engine() -> RapidOCR:
    cv2.setNumThreads(_THREADS)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": 10_000,  # the caller chooses the size
            "Global.return_word_box": True,
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": _THREADS,
            "Rec.rec_batch_num": _BATCH,
            "Rec.rec_img_shape": [3, 48, _NARROWEST],
        }
    )
