"""How tasks speak to the clerk: a logger whose lines stay in the log, and the red that only a person can mend."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from airflow.sdk.exceptions import AirflowFailException

log = structlog.get_logger("年报")


class ManualActionRequiredError(AirflowFailException):
    """Fails the task at once, without retry: trying again is of no use before a person has acted.

    What to do has been logged before; `county_reports_logs` keeps the stack trace out of the clerk's log.
    """


@contextmanager
def log_user_errors() -> Iterator[None]:
    """Turn a UserFacingError of the step inside into its lines in the log and a red that is not tried again.

    Disk, storage or database away is reported in the log too, and tried again, as is what has to wait for
    something else.
    """
    from township_reports.domain.errors import RetryableError, UserFacingError, describe_os_error

    try:
        yield
    except UserFacingError as refusal:
        log.error(str(refusal))
        raise ManualActionRequiredError(str(refusal)) from refusal
    except RetryableError as not_now:
        log.info(str(not_now))
        raise
    except OSError as fault:
        log.error(describe_os_error(fault))
        raise
