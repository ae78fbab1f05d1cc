"""Data folders whose paths are short, long and odd, in a folder that every account may enter."""

from __future__ import annotations

from pathlib import Path

OFFICE = "某某市某某县人民政府办公室政务公开科"
PATHS = {
    "short": Path("home/postgres"),
    "long": Path(OFFICE) / OFFICE / "年报" / "postgres",
    "odd": Path("""a b'c"d,e%f&g $(touch x) `touch x` 中文""") / "postgres",
}
SOCKET_PATH_LIMIT = 108


def data_folder(base: Path, kind: str) -> Path:
    """A path of the kind, with the folders it lies in."""
    data = base / PATHS[kind]
    data.parent.mkdir(parents=True)
    return data
