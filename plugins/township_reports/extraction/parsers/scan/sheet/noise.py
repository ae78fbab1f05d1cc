"""Takes dust off a page: specks far from all other ink. What is near a character may be a part of it and stays."""

from __future__ import annotations

import cv2
import numpy as np

from township_reports.extraction.parsers.scan.ocr import Grey

_DARK = 195  # of 255; paper is brighter
_SPECK = 0.2  # of a text's height; the point in a number is as small
_FLAT = 1.5  # times its height; a minus may be as small
_NEAR = 0.25  # of a text's height
_HALO = 3  # pixels of grey around a speck


def remove_dust(grey: Grey, text_height: float) -> Grey:
    """Remove a page without its dust."""
    count, labels, boxes, _ = cv2.connectedComponentsWithStats((grey < _DARK).astype(np.uint8))
    widths, heights = boxes[:, cv2.CC_STAT_WIDTH], boxes[:, cv2.CC_STAT_HEIGHT]
    small = (np.maximum(widths, heights) < _SPECK * text_height) & (widths < _FLAT * heights)
    small[0] = False
    other = ~small
    other[0] = False
    reach = 2 * round(_NEAR * text_height) + 1
    near = cv2.dilate(other[labels].astype(np.uint8), np.ones((reach, reach), np.uint8))
    joined = np.bincount(labels[near > 0], minlength=count) > 0
    dust = (small & ~joined)[labels].astype(np.uint8)
    return np.where(cv2.dilate(dust, np.ones((_HALO, _HALO), np.uint8)) > 0, np.uint8(255), grey)
