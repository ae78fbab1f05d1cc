"""Remembers which changes were announced, and when each is to be announced again."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass

FIRST_WAIT = 45.0
"""Seconds: with one look at the folders, a change whose event was lost is checked within a minute all the same."""
GROWTH = 4
LONGEST_WAIT = 3600.0


@dataclass(frozen=True)
class _Announcement:
    state: Hashable
    again_at: float
    wait: float


class Announcements:
    """Announcements of changes by what each is about.

    Airflow can lose an asset event that comes while a run of the DAG is active (apache/airflow #56050), so a change
    is announced again as long as nothing has come of it: after `FIRST_WAIT`, then ever later, up to `LONGEST_WAIT`.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: dict[Hashable, _Announcement] = {}

    def announce(self, about: Hashable, state: Hashable) -> bool:
        """Whether to announce a state now; notes that it was announced."""
        now, last = self._clock(), self._last.get(about)
        if last is None or last.state != state:
            self._last[about] = _Announcement(state, now + FIRST_WAIT, FIRST_WAIT)
        elif now >= last.again_at:
            wait = min(last.wait * GROWTH, LONGEST_WAIT)
            self._last[about] = _Announcement(state, now + wait, wait)
        else:
            return False
        return True

    def forget(self, about: Hashable) -> None:
        """End the announcements: what they were about has been done, or is no longer so."""
        self._last.pop(about, None)
