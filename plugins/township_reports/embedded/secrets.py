"""The secrets of the embedded Airflow, made once and kept in a file only their owner can read."""

from __future__ import annotations

import base64
import json
import secrets
from pathlib import Path

from township_reports.embedded.private_file import create_private


def load_secrets(path: Path) -> dict[str, str]:
    """Load the secrets in the file, made first if it does not exist: fernet_key, jwt_secret, api_secret, password."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        create_private(path, json.dumps(_new_secrets(), indent=1))
    known: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return known


def generate_fernet_key() -> str:
    """Return a new key of the form Airflow encrypts its connections with."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def generate_password() -> str:
    """Return a new password for a program, of letters and digits only: it stands in addresses and in .env as it is."""
    return secrets.token_hex(24)


def _new_secrets() -> dict[str, str]:
    return {
        "fernet_key": generate_fernet_key(),
        "jwt_secret": secrets.token_urlsafe(64),
        "api_secret": secrets.token_urlsafe(64),
        "password": secrets.token_urlsafe(12),
    }
