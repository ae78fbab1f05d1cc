"""What people drop at once, file by file: archives unpacked within limits, what is no document named."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from township_reports.extraction.sniffing import is_archive
from township_reports.runs.dependencies import PreconditionFailedError
from township_reports.storage.inbox import is_debris

MOST_FILES = 500
MOST_BYTES = 300_000_000  # dropped at once, and unpacked, in all
PARTS_OF_A_DOCUMENT = re.compile(r"\[Content_Types\]\.xml|mimetype|OFD\.xml|(?:word|xl)/.*")
ZIP = b"PK"
NAME_IS_UTF8, IS_ENCRYPTED = 0x800, 0x1
DEBRIS = "是系统或办公软件附带的文件，不是报送材料，没有收"
ARCHIVE = "是压缩包，打不开或不能在这里解压。请解压后把其中的文件放进来"
NESTED = "压缩包里还有压缩包，没有打开。请解压后把其中的文件放进来"
ENCRYPTED = "压缩包有密码。请解压后把其中的文件放进来"
NAMELESS = "压缩包中的这个文件没有文件名。请解压，写上文件名后把文件放进来"
NO_NAME = "（没有文件名）"
DAMAGED = "压缩包中的这个文件已损坏或压缩方法不认识。请解压后把文件放进来"
TOO_MUCH = f"压缩包过大（解压后超过{MOST_BYTES // 1_000_000}兆字节或{MOST_FILES}个文件），没有打开。请分几次放进来"
EMPTY = "压缩包里没有文件"


@dataclass(frozen=True)
class Upload:
    """A file as it was dropped; the name may have folders before it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class DroppedFile:
    """One document with its path, of which only the last part will be used as a name, or why there is none."""

    path: PurePosixPath
    content: bytes
    refused: str = ""


def refuse_too_much(sizes: Iterable[int]) -> None:
    """Raise PreconditionFailedError for more bytes at once than can be taken in."""
    if sum(sizes) > MOST_BYTES:
        raise PreconditionFailedError(f"一次放入的文件超过{MOST_BYTES // 1_000_000}兆字节，没有接收。请分几次放进来。")


def unpack_uploads(uploads: Iterable[Upload]) -> Iterator[DroppedFile]:
    """Every file dropped or packed in what was dropped, in their order; the archive's name is a folder around it."""
    for upload in uploads:
        path = _path(upload.name)
        if any(map(is_debris, path.parts)):
            yield DroppedFile(path, b"", DEBRIS)
        elif _is_packed(upload.content):
            yield from _unpacked(path, upload.content)
        else:
            yield DroppedFile(path, upload.content, ARCHIVE if _is_closed(path, upload.content) else "")


def _path(name: str) -> PurePosixPath:
    """Return a path from nowhere: no root and no way up."""
    text = name.encode(errors="replace").decode().replace("\\", "/").replace("\0", "")
    return PurePosixPath(*(part for part in PurePosixPath(text).parts if part not in ("/", "..")))


def _is_packed(content: bytes) -> bool:
    """Whether a file is a zip archive of documents, and not one document."""
    names = _members(content)
    return bool(names) and not any(map(PARTS_OF_A_DOCUMENT.fullmatch, names))


def _is_closed(path: PurePosixPath, content: bytes) -> bool:
    """Whether a file is an archive that cannot be unpacked here; half a .docx is a document still."""
    if content.startswith(ZIP):
        return path.suffix.lower() == ".zip"
    return is_archive(content)


def _members(content: bytes) -> list[str]:
    """Return the names in a zip archive; none where it is none, or broken."""
    if not content.startswith(ZIP):
        return []
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return archive.namelist()
    except Exception:  # whatever a broken archive leads to
        return []


def _unpacked(path: PurePosixPath, content: bytes) -> Iterator[DroppedFile]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = [member for member in archive.infolist() if not member.filename.endswith("/")]
        if refused := _refusal(members):
            yield DroppedFile(path, b"", refused)
            return
        left = MOST_BYTES
        for member in members:
            one = _member(archive, member, path.with_suffix(""), left)
            left -= len(one.content)
            yield one


def _refusal(members: list[zipfile.ZipInfo]) -> str:
    if len(members) > MOST_FILES or sum(member.file_size for member in members) > MOST_BYTES:
        return TOO_MUCH
    if members and all(map(_is_encrypted, members)):
        return ENCRYPTED
    return "" if members else EMPTY


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, around: PurePosixPath, left: int) -> DroppedFile:
    inside = _path(_name(member))
    path = around / (inside if inside.name else NO_NAME)
    if refused := _refusal_unopened(member, inside):
        return DroppedFile(path, b"", refused)
    try:
        with archive.open(member) as stream:
            content = stream.read(left + 1)  # what the archive says of its size need not be true
    except Exception:  # whatever a damaged member leads to, in any of the methods of packing
        return DroppedFile(path, b"", DAMAGED)
    if len(content) > left:
        return DroppedFile(path, b"", TOO_MUCH)
    if _is_packed(content) or _is_closed(path, content):
        return DroppedFile(path, b"", NESTED)
    return DroppedFile(path, content)


def _refusal_unopened(member: zipfile.ZipInfo, inside: PurePosixPath) -> str:
    if not inside.name:
        return NAMELESS
    if any(map(is_debris, inside.parts)):
        return DEBRIS
    return ENCRYPTED if _is_encrypted(member) else ""


def _is_encrypted(member: zipfile.ZipInfo) -> bool:
    return bool(member.flag_bits & IS_ENCRYPTED)


def _name(member: zipfile.ZipInfo) -> str:
    """Return a name as it was meant.

    Without the mark of UTF-8 it is that or GB 18030, not the code page of an old PC.
    """
    if member.flag_bits & NAME_IS_UTF8:
        return member.filename
    try:
        encoded = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    try:
        return encoded.decode()
    except UnicodeDecodeError:
        return encoded.decode("gb18030", "replace")
