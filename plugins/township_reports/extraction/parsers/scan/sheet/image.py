"""Picture files as pages of pixels, the right way up."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from township_reports.domain.report import UnreadableReportError
from township_reports.extraction.parsers.scan.limits import MOST_PAGES, refuse_size

Picture = NDArray[np.uint8]
"""Rows of pixels: red, green and blue."""

_FORMATS = ("PNG", "JPEG", "BMP", "TIFF", "WEBP", "GIF")
_SEND = "请把年报另存为 .docx 或 .xlsx 后重新报送"
_BROKEN = f"图片不完整或已损坏，打不开。请重新扫描或拍照，或{_SEND.removeprefix('请')}。"

Image.MAX_IMAGE_PIXELS = None  # our own limit is below, and stated in Chinese


def load_pages(data: bytes) -> Iterator[Picture]:
    """Load the pages of a picture file, turned as its camera says.

    Raises UnreadableReportError for damaged, huge and tiny ones.
    """
    with _opened(data) as image:
        count = getattr(image, "n_frames", 1)
        if image.format not in ("TIFF", "MPO") and count > 1:
            raise UnreadableReportError(f"这是动图（{count}帧），不是扫描件或照片，没有读取。{_SEND}。")
        if count > MOST_PAGES:
            raise UnreadableReportError(
                f"图片文件有{count}页，不像一份年报，没有读取。请只报送年报，不超过{MOST_PAGES}页。"
            )
        for number in range(count if image.format == "TIFF" else 1):  # behind a photo, MPO has its previews
            yield _page(image, number)


def _opened(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(BytesIO(data), formats=_FORMATS)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UnreadableReportError(_BROKEN) from error


def _page(image: Image.Image, number: int) -> Picture:
    try:
        image.seek(number)
        refuse_size(*image.size)
        return _in_colours(ImageOps.exif_transpose(image))
    except UnreadableReportError:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError) as error:
        raise UnreadableReportError(_BROKEN) from error


def _in_colours(image: Image.Image) -> Picture:
    if image.mode.startswith(("I", "F")):  # sixteen bits of grey
        levels = np.asarray(image, np.float32)
        return np.repeat((levels / max(1.0, float(levels.max())) * 255).astype(np.uint8)[:, :, None], 3, 2)
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA"):
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return np.array(image.convert("RGB"))
