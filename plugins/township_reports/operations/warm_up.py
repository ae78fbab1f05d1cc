"""Imports everything a task of the annual run needs; importing this module ahead of time is what preloads it.

Tasks are forked from a process that has done so and inherit it for nothing: Great Expectations alone costs 8 s of CPU.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from township_reports.domain.errors import UserFacingError
from township_reports.domain.form.form import EDITIONS, load_form
from township_reports.standalone.fill_in_form import write_fill_in_form
from township_reports.standalone.read_file import read_file


def warm_up() -> None:
    """Read each edition's empty form, as a unit would send it.

    What every reading needs is then there in all forks: forms, rules, words, and the one fork server of the readers.
    What is wrong here is given by the task that needs it; Airflow starts all the same.
    """
    with suppress(UserFacingError, OSError), TemporaryDirectory() as folder:
        for edition in EDITIONS:
            read_file(write_fill_in_form("镇", load_form(edition).first_year, None, Path(folder)))
