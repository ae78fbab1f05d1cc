"""Great Expectations imported without a word in the log; importing this module ahead of time is what preloads it.

It judges nothing. The import costs seconds, so Airflow's local settings do it once in the process the tasks fork from.
"""

from __future__ import annotations

import logging
from functools import cache

# Its some 200 lines of registration would stand in every task's log; its own module sets its level again on import.
logging.getLogger("great_expectations").setLevel(logging.WARNING)

import great_expectations as gx  # noqa: E402
from great_expectations.core.batch_definition import BatchDefinition  # noqa: E402
from great_expectations.data_context.data_context.ephemeral_data_context import EphemeralDataContext  # noqa: E402
from great_expectations.data_context.types.base import ProgressBarsConfig  # noqa: E402

logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)

__all__ = ["gx", "make_batch_definition"]


@cache
def _context() -> EphemeralDataContext:
    """In memory only: no project folder, no store, nothing two tasks could write at once."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)  # they would be logged as errors
    return context


@cache
def make_batch_definition(asset: str) -> BatchDefinition[None]:
    """Make the batch definition for whole data frames of one name; one asset a frame, or verdicts could mix."""
    source = _context().data_sources.add_or_update_pandas(asset)
    return source.add_dataframe_asset(asset).add_batch_definition_whole_dataframe(asset)
