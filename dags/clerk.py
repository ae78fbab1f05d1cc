"""How tasks speak to the clerk: a logger whose lines stay in the log, and the red that only a person can mend."""

import structlog
from airflow.sdk.exceptions import AirflowFailException

log = structlog.get_logger("年报")


class ClerkMustAct(AirflowFailException):
    """Fails the task at once, without retry: trying again is of no use before a person has acted.

    What to do has been logged before; `county_reports_logs` keeps the stack trace out of the clerk's log.
    """
