"""No password of a database's address is told, whatever is wrong with the address or the database."""

from __future__ import annotations

import os
import subprocess
import sys
from traceback import format_exception

import pytest
from township_reports.refusal import UserFacingError
from township_reports.storage.database import migrate
from township_reports.storage.engine import DatabaseUnreachableError

SECRET = "geheim-5f3a"
NOWHERE = "127.0.0.1:1"
ADDRESSES = {
    "nobody answers": f"postgresql+psycopg://office:{SECRET}@{NOWHERE}/county",
    "password after the question mark": f"postgresql+psycopg://office@{NOWHERE}/county?password={SECRET}",
    "slash in the password": f"postgresql+psycopg://office:{SECRET}/x@{NOWHERE}/county",
    "no address": f"postgresql+psycopg//office:{SECRET}",
    "unknown driver": f"postgresql+none://office:{SECRET}@{NOWHERE}/county",
}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_neither_message_nor_trace_tells_the_password(address: str) -> None:
    with pytest.raises((UserFacingError, DatabaseUnreachableError)) as told:
        migrate(address)
    assert "数据库" in str(told.value)
    assert SECRET not in "".join(format_exception(told.value))


def test_the_command_line_tells_no_secret_of_its_environment() -> None:
    secrets = {
        "TOWNSHIP_REPORTS_DATABASE_URL": ADDRESSES["nobody answers"],
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AIRFLOW_CONN_SMTP_DEFAULT": f"smtp://office:{SECRET}@127.0.0.1",
    }
    command = [sys.executable, "-m", "township_reports.cli", "migrate"]
    done = subprocess.run(command, env=os.environ | secrets, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"连不上数据库 postgresql+psycopg://office:***@{NOWHERE}/county")
    assert SECRET not in done.stderr
