"""A real S3 server over HTTP for the tests, and buckets on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import httpx
import pytest
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from township_reports.bucket import BucketPath
from township_reports.paths import relative_path

_numbers = count(1)


@contextmanager
def running_s3() -> Iterator[str]:
    """The endpoint of a server on a free port."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def fresh_bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> BucketPath:
    """An empty bucket, with the environment set as whoever installs sets it."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "office")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "office-secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    bucket = BucketPath.at(f"s3://county-{next(_numbers)}")
    httpx.put(f"{endpoint}/{bucket.where}").raise_for_status()
    return bucket


def put_folder(folder: Path, target: BucketPath) -> BucketPath:
    """Puts a local folder's files into a bucket; returns where they are."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            (target / relative_path(path, folder)).write_bytes(path.read_bytes())
    return target
