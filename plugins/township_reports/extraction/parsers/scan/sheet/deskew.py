"""How a picture of a page must be warped so that its lines run level and plumb.

Lines that are parallel on paper meet in one point of a picture, far away for a scan, nearer for a photo taken aslant;
the two points where level and plumb lines meet tell the turn, the shear and the perspective of the page at once.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from township_reports.extraction.parsers.scan.ocr import Grey, Quads

Matrix = NDArray[np.float64]

_SIDE = 1400  # pixels of the longer side in which lines are looked for
_SHORTEST = 0.03  # of that side
_NEAR = (8.0, 4.0, 2.0, 1.0, 0.5, 0.5)  # degrees a line may be off, less in each round
_ENOUGH = 1.0  # of the longer side: the length of all lines that together tell a direction
_LONG_TEXT = 6.0  # times its height; its direction is certain


def find_straightening(grey: Grey, text: Quads) -> Matrix:
    """Find the homography from pixels of a picture to those of a straight page of the same size in its middle."""
    height, width = grey.shape
    side = max(grey.shape)
    to_middle = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, side]]) / side
    written = _baselines(text)
    coarse = _direction(written)
    drawn = _drawn(grey)
    level = _meeting(_moved(_near(drawn, coarse), to_middle), coarse)
    if level is None:
        level = _meeting(_moved(written, to_middle), coarse)
    plumb = _meeting(_moved(_near(drawn, coarse + 90), to_middle), coarse + 90)
    if level is None:
        level = _far(coarse)
    if plumb is None:
        plumb = np.array([-level[1], level[0], 0.0])
    return np.asarray(np.linalg.inv(to_middle) @ _rectifying(level, plumb) @ to_middle)


def _drawn(grey: Grey) -> Matrix:
    """Straight strokes as rows of x, y, x, y."""
    scale = min(1.0, _SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(small)[0]
    lines = np.zeros((0, 4)) if found is None else found.reshape(-1, 4).astype(float)
    return np.asarray(lines[_lengths(lines) > _SHORTEST * max(small.shape)] / scale)


def _baselines(text: Quads) -> Matrix:
    """Return the upper edges of long lines of text."""
    edges = text[:, :2].reshape(-1, 4).astype(float)
    heights = np.linalg.norm(text[:, 3] - text[:, 0], axis=1)
    return np.asarray(edges[_lengths(edges) > _LONG_TEXT * heights])


def _direction(lines: Matrix) -> float:
    """Degrees, that of the line in the middle when all are sorted."""
    return float(np.median(_angles(lines))) if len(lines) else 0.0


def _near(lines: Matrix, degrees: float) -> Matrix:
    off = (_angles(lines) - degrees + 90) % 180 - 90
    return np.asarray(lines[np.abs(off) < _NEAR[0]])


def _meeting(lines: Matrix, degrees: float) -> Matrix | None:
    """Return the point in which lines meet, homogeneous; None where they are too few to tell."""
    if _lengths(lines).sum() < _ENOUGH:
        return None
    point = _far(degrees)
    ends = np.ones((len(lines), 2, 3))
    ends[:, :, :2] = lines.reshape(-1, 2, 2)
    normals = np.cross(ends[:, 0], ends[:, 1])
    normals /= np.linalg.norm(normals[:, :2], axis=1, keepdims=True)
    middles = ends.mean(axis=1)
    for tolerance in _NEAR:
        towards = point[:2] - middles[:, :2] * point[2]
        off = np.degrees(np.abs((normals[:, :2] * towards).sum(1)) / np.linalg.norm(towards, axis=1))
        weights = _lengths(lines) / (1 + (off / tolerance) ** 2)
        point = np.linalg.svd(normals * weights[:, None])[2][2]
    return np.asarray(point if point[:2] @ _far(degrees)[:2] > 0 else -point)


def _far(degrees: float) -> Matrix:
    """Return the point endlessly far away in a direction."""
    turn = np.radians(degrees)
    return np.array([np.cos(turn), np.sin(turn), 0.0])


def _rectifying(level: Matrix, plumb: Matrix) -> Matrix:
    """Return the homography that moves two meeting points endlessly far right and down."""
    horizon = np.cross(level, plumb)
    flat = np.vstack([np.eye(3)[:2], horizon / horizon[2]])
    axes = np.eye(3)
    for axis, point in enumerate((level, plumb)):
        moved = (flat @ point)[:2]
        axes[:2, axis] = moved / np.linalg.norm(moved)
    return np.asarray(np.linalg.inv(axes) @ flat)


def _moved(lines: Matrix, lens: Matrix) -> Matrix:
    return cv2.perspectiveTransform(lines.reshape(-1, 1, 2), lens).reshape(-1, 4) if len(lines) else lines


def _lengths(lines: Matrix) -> Matrix:
    return np.asarray(np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]))


def _angles(lines: Matrix) -> Matrix:
    return np.asarray(np.degrees(np.arctan2(lines[:, 3] - lines[:, 1], lines[:, 2] - lines[:, 0])))
