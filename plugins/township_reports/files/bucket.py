"""A path in an S3 bucket, with what is needed of pathlib's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING, Any

from township_reports.domain.errors import UserFacingError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

ADDRESS = "s3://"
TRIES = 3  # of one request, besides those of the task or page that asks
CLIENT = {"connect_timeout": 5, "read_timeout": 60, "retries": {"total_max_attempts": 2, "mode": "standard"}}


class BucketConfigError(UserFacingError):
    """Files are to be in a bucket, and what speaks to buckets is not installed."""


class StorageUnavailableError(OSError):
    """The bucket cannot be reached or lets nobody in; the message says so in Chinese. To be tried again."""


@dataclass(frozen=True, slots=True)
class FileStat:
    """What tells that a file is another one: its size and a mark; `put_at` is when it was put there (Unix time)."""

    size: int
    mark: str
    put_at: float


@dataclass(frozen=True, order=True)
class BucketPath:
    """A file or folder by the name of its bucket and its key; credentials and endpoint as the AWS_ variables say.

    A file found by a listing keeps what the listing said of it. A folder is what files lie below, or an empty object
    named after it, as S3 consoles make one. Any request raises StorageUnavailableError, and BucketConfigError
    without s3fs.
    """

    where: PurePosixPath
    listed: FileStat | None = field(default=None, compare=False, repr=False)

    @classmethod
    def at(cls, address: str) -> BucketPath:
        """Return the path of an address such as s3://bucket/folder.

        Raises BucketConfigError for one without a bucket.
        """
        where = PurePosixPath(address.removeprefix(ADDRESS))
        if not where.parts or where.is_absolute() or ".." in where.parts:
            raise BucketConfigError(f"存储地址“{address}”不对。请写成 {ADDRESS}存储桶/文件夹 这样。")
        return cls(where)

    def __str__(self) -> str:
        return f"{ADDRESS}{self.where}"

    def __truediv__(self, name: str | PurePath) -> BucketPath:
        return BucketPath(self.where / name)

    @property
    def name(self) -> str:
        """The last part."""
        return self.where.name

    @property
    def stem(self) -> str:
        """The last part without its suffix."""
        return self.where.stem

    @property
    def suffix(self) -> str:
        """The suffix with its dot, if any."""
        return self.where.suffix

    @property
    def parent(self) -> BucketPath:
        """The folder around it."""
        return BucketPath(self.where.parent)

    def with_name(self, name: str) -> BucketPath:
        """Return the path beside it."""
        return BucketPath(self.where.with_name(name))

    def exists(self) -> bool:
        """Whether it is a file or a folder."""
        return self._about() is not None

    def is_file(self) -> bool:
        """Whether it is a file."""
        return self.listed is not None or (self._about() or {}).get("type") == "file"

    def is_dir(self) -> bool:
        """Whether it is a folder."""
        return self.listed is None and (self._about() or {}).get("type") == "directory"

    def file_stat(self) -> FileStat | None:
        """Return what the listing said of it, or else what the bucket says now; None where there is no such file."""
        about = None if self.listed else self._about()
        return _make_file_stat(about) if about and about["type"] == "file" else self.listed

    def iterdir(self) -> Iterator[BucketPath]:
        """Return what lies in the folder, files and folders; nothing where there is no such folder."""
        with self._reached() as bucket:
            try:
                found = bucket.ls(str(self.where), detail=True)
            except FileNotFoundError:
                found = []
        return (path for path in map(_found, found) if path != self)

    def files(self) -> Iterator[BucketPath]:
        """Every file in the folder and the folders in it, sorted by name; one request a thousand files."""
        with self._reached() as bucket:
            found = bucket.find(str(self.where), detail=True).values()
        return (path for path in sorted(_found(one) for one in found if one["type"] == "file") if path != self)

    def read_bytes(self) -> bytes:
        """All of one version of the file: a single request, whatever takes its place meanwhile.

        Raises FileNotFoundError.
        """
        with self._reached() as bucket:
            content: bytes = bucket.cat_file(str(self.where))
            return content

    def read_text(self, encoding: str) -> str:
        """Read the file as text; raises FileNotFoundError, UnicodeDecodeError."""
        return self.read_bytes().decode(encoding)

    def write_bytes(self, content: bytes) -> None:
        """Put the file in place at once, as a bucket does: others see the old one or the whole new one."""
        with self._reached() as bucket:
            self._put(bucket, str(self.where), content)

    def mkdir(self, *, parents: bool = True, exist_ok: bool = True) -> None:
        """Make the folder, if it is not there."""
        with self._reached() as bucket:
            if not self.is_dir():
                self._put(bucket, f"{self.where}/", b"")

    def make_bucket(self) -> None:
        """Make the bucket it is in, if it is not there."""
        with self._reached() as bucket:
            if not bucket.exists(self.where.parts[0]):
                bucket.mkdir(self.where.parts[0])

    def copy_to(self, target: BucketPath) -> None:
        """Copy the file within the storage; raise FileNotFoundError."""
        with self._reached() as bucket:
            bucket.cp_file(str(self.where), str(target.where))

    def unlink(self, *, missing_ok: bool = False) -> None:
        """Remove the file: this one, though its name may look like a pattern; one that is gone is no error."""
        with self._reached() as bucket:
            bucket.rm_file(str(self.where))

    def _put(self, bucket: AbstractFileSystem, key: str, content: bytes) -> None:
        try:
            bucket.pipe_file(key, content)
        except FileNotFoundError as problem:
            raise StorageUnavailableError(
                f"没有存储桶“{self.where.parts[0]}”，不能写入 {self}。请先建立存储桶。"
            ) from problem

    def _about(self) -> dict[str, Any] | None:
        with self._reached() as bucket:
            try:
                about: dict[str, Any] = bucket.info(str(self.where))
                return about
            except FileNotFoundError:
                return None

    @contextmanager
    def _reached(self) -> Iterator[AbstractFileSystem]:
        bucket = _file_system(os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL"), os.getpid())
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield bucket
        except (FileNotFoundError, StorageUnavailableError):
            raise
        except (OSError, BotoCoreError, ClientError) as problem:
            raise StorageUnavailableError(
                f"文件存储 {self} 现在不能访问（{problem}）。请核对存储服务是否在运行、网络是否通、"
                "AWS_ENDPOINT_URL_S3 和访问密钥是否正确。已有的文件不受影响，恢复后再运行即可。"
            ) from problem


@lru_cache(maxsize=4)
def _file_system(endpoint: str | None, process: int) -> AbstractFileSystem:
    """Return the connections of one process, which no other may use.

    Listings are asked again each time. A large file is read in one request: parts read side by side could be of two
    versions of it.
    """
    try:
        from s3fs import S3FileSystem
    except ImportError as absent:
        raise BucketConfigError(
            "文件要存放在 S3 存储桶中，但没有安装 s3fs。请运行 pip install 'township-reports[cluster]' 后重试。"
        ) from absent
    files = S3FileSystem(
        endpoint_url=endpoint,
        config_kwargs=CLIENT,
        use_listings_cache=False,
        max_concurrency=1,
        skip_instance_cache=True,
    )
    files.retries = TRIES
    return files


def _found(about: dict[str, Any]) -> BucketPath:
    return BucketPath(PurePosixPath(about["name"]), _make_file_stat(about) if about["type"] == "file" else None)


def _make_file_stat(about: dict[str, Any]) -> FileStat:
    return FileStat(about["size"], about["ETag"], about["LastModified"].timestamp())
