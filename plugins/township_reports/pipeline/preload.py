"""Imports everything a task of the annual run needs; importing this module ahead of time is what preloads it.

Tasks are forked from a process that has done so and inherit it for nothing: Great Expectations alone costs 8 s of CPU.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import township_reports.checking.localisation.localise
import township_reports.checking.quiet_gx
import township_reports.pipeline.check_reports
import township_reports.pipeline.correction_slips
import township_reports.pipeline.merge_county
import township_reports.pipeline.notices
import township_reports.pipeline.open_run
import township_reports.pipeline.read_submission
import township_reports.pipeline.recheck
import township_reports.pipeline.render_report
import township_reports.pipeline.sign_off
import township_reports.pipeline.submission_result  # noqa: F401
from township_reports.pipeline.fill_in_form import write_fill_in_form
from township_reports.pipeline.read_file import read_file
from township_reports.refusal import UserFacingError
from township_reports.template.form import EDITIONS, load_form


def warm_up() -> None:
    """Reads each edition's empty form, as a unit would send it.

    What every reading needs is then there in all forks: forms, rules, words, and the one fork server of the readers.
    What is wrong here is told by the task that needs it; Airflow starts all the same.
    """
    with suppress(UserFacingError, OSError), TemporaryDirectory() as folder:
        for edition in EDITIONS:
            read_file(write_fill_in_form("镇", load_form(edition).first_year, None, Path(folder)))
