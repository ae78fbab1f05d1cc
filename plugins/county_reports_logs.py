"""Leaves in the task logs of the office's DAGs what a clerk can use: lines for the clerk, and faults of the machine.

Airflow's documented hook for changing what goes into a task's log file is `REMOTE_TASK_LOG.processors` beside the
logging configuration; nothing is uploaded anywhere.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import structlog
from airflow.config_templates.airflow_local_settings import DEFAULT_LOGGING_CONFIG

if TYPE_CHECKING:
    from airflow.sdk._shared.logging.remote import LogResponse
    from airflow.sdk.types import RuntimeTaskInstanceProtocol
    from structlog.typing import EventDict, Processor

LOGGING_CONFIG = DEFAULT_LOGGING_CONFIG

CLERK_LOGGER = "年报"
ALREADY_EXPLAINED = (
    "ManualActionRequiredError",
    "RunBusyError",
    "ConcurrentChangeError",
)  # no fault: the clerk's own lines have stated why
# a county's own are named after these, with `_` and its code
OFFICE_DAGS = ("county_annual_report", "county_arrivals", "county_notices")


def filter_clerk_log(logger: Any, _method: str, event: EventDict) -> EventDict:
    """Drop Airflow's own lines from the logs of the office's DAGs; raise structlog.DropEvent for them."""
    if not _is_offices(logger) or event.get("logger") == CLERK_LOGGER or _is_fault(event):
        return event
    raise structlog.DropEvent


def _is_offices(logger: Any) -> bool:
    log_file = getattr(getattr(logger, "_file", None), "name", "")
    return any(f"dag_id={dag_id}{end}" in str(log_file) for dag_id in OFFICE_DAGS for end in ("/", "_"))


def _is_fault(event: EventDict) -> bool:
    """Whether the event is a fault of the machine, not a red that the clerk's own lines have explained."""
    if event.get("logger") == "py.warnings" or event.get("level") not in ("warning", "error", "critical"):
        return False
    return not any(error.get("exc_type") in ALREADY_EXPLAINED for error in event.get("error_detail") or ())


class ClerksLog:
    """A remote log that is none: it only brings the processor along."""

    processors: tuple[Processor, ...] = (filter_clerk_log,)

    def upload(self, path: os.PathLike[str] | str, ti: RuntimeTaskInstanceProtocol | None = None) -> None:
        """Upload nothing: logs stay in Airflow's log folder."""

    def read(self, relative_path: str, ti: RuntimeTaskInstanceProtocol) -> LogResponse:
        """Nothing to read elsewhere: Airflow goes on to its log folder."""
        return [], None


REMOTE_TASK_LOG = ClerksLog()
