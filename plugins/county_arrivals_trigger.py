"""What fires when the files of a county's folder are not what was received; runs in Airflow's triggerer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from airflow.triggers.base import BaseEventTrigger, TriggerEvent

POLL_SECONDS = 5.0


class CountyFolderTrigger(BaseEventTrigger):
    """Looks at the folders of a DAG's open runs every few seconds; an event names a run and the codes of its units."""

    def __init__(self, dag: str, poll_seconds: float = POLL_SECONDS) -> None:
        super().__init__()
        self.dag, self.poll_seconds = dag, poll_seconds

    def serialize(self) -> tuple[str, dict[str, Any]]:
        """Return the class and how to make it again."""
        return f"{__name__}.{type(self).__name__}", {"dag": self.dag, "poll_seconds": self.poll_seconds}

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """One event a changed run, for ever; what goes wrong once (a database that restarts) is tried again."""
        from township_reports.intake.watch import FolderWatch

        watch = FolderWatch(self.dag)
        while True:
            try:
                changes = await asyncio.to_thread(watch.poll)
            except Exception:  # the watch must outlive whatever befalls the folder or the database
                self.log.exception("looking at the folders failed; trying again")
                changes = []
            for change in changes:
                yield TriggerEvent({"run_key": change.run_key, "units": list(change.units)})
            await asyncio.sleep(self.poll_seconds)
