"""Secrets are made once and are nobody else's."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

from township_reports.embedded.secrets import load_secrets


def test_made_once(tmp_path: Path) -> None:
    path = tmp_path / "home" / "secrets.json"
    first = load_secrets(path)
    assert load_secrets(path) == first
    assert sorted(first) == ["api_secret", "fernet_key", "jwt_secret", "password"]


def test_no_two_installations_share_a_secret(tmp_path: Path) -> None:
    one, other = load_secrets(tmp_path / "one.json"), load_secrets(tmp_path / "other.json")
    assert set(one.values()) & set(other.values()) == set()


def test_only_the_owner_reads_them(tmp_path: Path) -> None:
    load_secrets(tmp_path / "secrets.json")
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600


def test_the_fernet_key_is_one(tmp_path: Path) -> None:
    assert len(base64.urlsafe_b64decode(load_secrets(tmp_path / "secrets.json")["fernet_key"])) == 32
