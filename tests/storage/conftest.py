"""A migrated dataset with one open run of two units."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.dataset_examples import RUN, UNITS
from township_reports.storage.database import migrate
from township_reports.storage.dataset import CountyDataset, UnitOfWork


@pytest.fixture
def dataset(database_url: str) -> CountyDataset:
    migrate(database_url)
    dataset = CountyDataset(database_url)
    with dataset.transaction() as work:
        work.runs.open(RUN, UNITS)
    return dataset


@pytest.fixture
def work(dataset: CountyDataset) -> Iterator[UnitOfWork]:
    with dataset.transaction() as work:
        yield work
