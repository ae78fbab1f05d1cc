"""Printed pages as scanners and telephones show them: skewed, shaded, noisy, stamped. The same for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import cv2
import numpy as np
import pypdfium2
from numpy.random import Generator, default_rng
from numpy.typing import NDArray
from PIL import Image

cv2.setNumThreads(1)  # the same on every machine, and nothing that a fork could miss

Picture = NDArray[np.uint8]
"""Rows of pixels, blue, green and red."""

POINTS = 72
_RED, _BLUE, _DARK = (60, 50, 200), (150, 60, 30), (50, 50, 50)


@dataclass(frozen=True)
class Damage:
    """What happens to a page on its way: degrees, pixels at the scan's resolution, shares of white or of the page.

    `keystone` narrows one side as a telephone held aslant does, `desk` shows what the paper lies on around it,
    `fading` is the share of the ruled lines that is gone, `levels` 2 makes a page of black and white only.
    """

    skew: float = 0
    keystone: float = 0
    desk: float = 0
    blur: float = 0
    noise: float = 0
    shading: float = 0
    specks: int = 0
    fading: float = 0
    stamp: bool = False
    strokes: int = 0
    holes: bool = False
    levels: int = 256
    jpeg: int = 0
    quarter_turns: int = 0
    grey: bool = True


def scanned(pdf: bytes, dpi: float, damage: Damage, seed: int) -> list[Picture]:
    """Each page of a PDF as a damaged picture."""
    chance = default_rng(seed)
    return [_damaged(page, dpi, damage, chance) for page in rendered(pdf, dpi)]


def rendered(pdf: bytes, dpi: float) -> list[Picture]:
    """Each page of a PDF as a clean picture."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / POINTS).to_numpy().copy() for page in document]


def as_png(picture: Picture) -> bytes:
    """One picture as a file."""
    return _saved([picture], "PNG")


def as_jpeg(picture: Picture, quality: int = 85) -> bytes:
    """One picture as a file that keeps less of it."""
    return _saved([picture], "JPEG", quality=quality)


def as_tiff(pictures: Sequence[Picture]) -> bytes:
    """Pictures as the pages of one file."""
    return _saved(pictures, "TIFF", compression="tiff_lzw")


def as_pdf(pictures: Sequence[Picture], dpi: float) -> bytes:
    """Pictures as the pages of a PDF."""
    return _saved(pictures, "PDF", resolution=dpi)


def page_count(data: bytes) -> int:
    """How many pages a file of scans has."""
    if data.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(data) as document:
            return len(document)
    with Image.open(BytesIO(data)) as image:
        return getattr(image, "n_frames", 1)


def _saved(pictures: Sequence[Picture], format_: str, **options: float | str) -> bytes:
    first, *others = (Image.fromarray(picture[:, :, ::-1]) for picture in pictures)
    stream = BytesIO()
    more = {"save_all": True, "append_images": others} if format_ in ("TIFF", "PDF") else {}
    first.save(stream, format_, **more, **options)
    return stream.getvalue()


def _damaged(page: Picture, dpi: float, damage: Damage, chance: Generator) -> Picture:
    page = _faded(page, damage.fading, dpi, chance)
    page = _inked(page, damage, dpi, chance)
    page = _laid(page, damage, chance)
    page = _lit(page, damage, chance)
    if damage.grey:
        page = cv2.cvtColor(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    if damage.levels == 2:
        page = np.where(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)[:, :, None] > 150, 255, 0).repeat(3, 2).astype(np.uint8)
    if damage.jpeg:
        page = cv2.imdecode(cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, damage.jpeg])[1], cv2.IMREAD_COLOR)
    return np.ascontiguousarray(np.rot90(page, damage.quarter_turns))


def _faded(page: Picture, share: float, dpi: float, chance: Generator) -> Picture:
    """Gaps in the ruled lines, and the rest of them paler."""
    if not share:
        return page
    ink = (cv2.cvtColor(page, cv2.COLOR_BGR2GRAY) < 160).astype(np.uint8)
    length = int(dpi / 4)
    lines = [cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in ((1, length), (length, 1))]
    ruled = cv2.dilate(lines[0] | lines[1], np.ones((3, 3), np.uint8))
    coarse = chance.random((page.shape[0] // 6 + 1, page.shape[1] // 6 + 1)).astype(np.float32)
    gone = cv2.resize(coarse, page.shape[1::-1], interpolation=cv2.INTER_NEAREST) < share
    faded = page.copy()
    faded[ruled > 0] = np.maximum(faded[ruled > 0], int(255 * share))
    faded[(ruled > 0) & gone] = 255
    return faded


def _inked(page: Picture, damage: Damage, dpi: float, chance: Generator) -> Picture:
    ink = np.full_like(page, 255)
    height, width = page.shape[:2]
    if damage.stamp:
        _stamp(ink, (int(chance.uniform(0.3, 0.8) * width), int(chance.uniform(0.3, 0.8) * height)), dpi)
    for _ in range(damage.strokes):
        points = np.cumsum(chance.uniform(-0.25, 0.25, (6, 2)) * dpi, 0) + chance.uniform(0.1, 0.9, 2) * (width, height)
        cv2.polylines(ink, [points.astype(np.int32)], False, _BLUE, max(1, int(dpi / 70)), cv2.LINE_AA)
    if damage.holes:
        for share in (0.37, 0.63):
            cv2.circle(ink, (int(0.05 * width), int(share * height)), int(dpi * 0.12), _DARK, -1, cv2.LINE_AA)
    return (page.astype(np.uint16) * ink // 255).astype(np.uint8)


def _stamp(ink: Picture, middle: tuple[int, int], dpi: float) -> None:
    radius = int(dpi * 0.8)
    cv2.circle(ink, middle, radius, _RED, int(dpi / 30), cv2.LINE_AA)
    tips = [np.pi * (0.4 * corner - 0.5) for corner in (0, 2, 4, 1, 3)]
    star = np.array([(np.cos(tip), np.sin(tip)) for tip in tips]) * radius * 0.35 + middle
    cv2.polylines(ink, [star.astype(np.int32)], True, _RED, int(dpi / 40), cv2.LINE_AA)
    for turn in np.linspace(0.8 * np.pi, 2.2 * np.pi, 9):
        spot = np.array([np.cos(turn), np.sin(turn)]) * radius * 0.75 + middle
        cv2.drawMarker(
            ink, tuple(spot.astype(int).tolist()), _RED, cv2.MARKER_TILTED_CROSS, int(dpi / 7), int(dpi / 50)
        )


def _laid(page: Picture, damage: Damage, chance: Generator) -> Picture:
    """The page turned and seen from aslant, on white or on a desk."""
    if not (damage.skew or damage.keystone or damage.desk):
        return page
    height, width = page.shape[:2]
    edge = damage.desk * width
    size = int(width + 2 * edge), int(height + 2 * edge)
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), damage.skew, 1)
    moved = corners @ turn[:, :2].T + turn[:, 2] + edge
    moved += chance.uniform(-1, 1, (4, 2)) * damage.keystone * width
    lens = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    around = _DARK if damage.desk else (255, 255, 255)
    return cv2.warpPerspective(page, lens, size, flags=cv2.INTER_CUBIC, borderValue=around)


def _lit(page: Picture, damage: Damage, chance: Generator) -> Picture:
    """Blur, uneven light, grain and dust."""
    height, width = page.shape[:2]
    light = page.astype(np.float32)
    if damage.blur:
        light = cv2.GaussianBlur(light, (0, 0), damage.blur)
    if damage.shading:
        coarse = chance.random((4, 3)).astype(np.float32)
        shade = 1 - damage.shading * cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
        light *= np.clip(shade, 0, 1)[:, :, None]
    if damage.noise:
        light += chance.normal(0, damage.noise, (height, width, 1)).astype(np.float32)
    for x, y, radius in zip(*(chance.random((3, damage.specks))), strict=True):
        cv2.circle(light, (int(x * width), int(y * height)), int(radius * 3), (70, 70, 70), -1)
    return np.clip(light, 0, 255).astype(np.uint8)
