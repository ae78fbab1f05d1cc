"""What came in, what was confirmed and what went out is kept for a unit's year, over all runs of it."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError
from support.dataset_examples import RUN, UNITS
from township_reports.storage.dataset import CountyDataset, UnitOfWork
from township_reports.storage.entries import Arrival

AT = datetime(2022, 1, 20, 1, 30, tzinfo=UTC)
ARRIVAL = Arrival("城关镇.txt", "a" * 64, AT, "王芳", "20220120-093000")


def test_arrivals_are_given_back_in_order_to_every_run_of_the_year(work: UnitOfWork) -> None:
    earlier = replace(ARRIVAL, arrived_at=AT.replace(day=3))
    work.arrivals.add(RUN.key, "01", ARRIVAL)
    work.arrivals.add(RUN.key, "01", earlier)
    work.runs.open(replace(RUN, key="run 2"), UNITS)
    work.runs.open(replace(RUN, key="next year", year=2022), UNITS)
    assert work.arrivals.list_by_unit("run 2") == {"01": (earlier, ARRIVAL)}
    assert work.arrivals.list_by_unit("next year") == {}


def test_a_file_seen_again_has_not_arrived_again(work: UnitOfWork) -> None:
    work.arrivals.add(RUN.key, "01", ARRIVAL)
    work.arrivals.add_seen(RUN.key, "01", replace(ARRIVAL, sent_by="", arrived_at=AT.replace(day=25)))
    changed = replace(ARRIVAL, sent_by="", sha256="b" * 64)
    work.arrivals.add_seen(RUN.key, "01", changed)
    assert work.arrivals.list_by_unit(RUN.key) == {"01": (ARRIVAL, changed)}


def test_who_holds_a_units_files_lets_the_other_wait(dataset: CountyDataset) -> None:
    order: list[str] = []

    def second() -> None:
        with dataset.transaction() as work:
            work.arrivals.lock_unit("/county/2021", "01")
            order.append("second")

    with dataset.transaction() as work:
        work.arrivals.lock_unit("/county/2021", "01")
        with dataset.transaction() as other:
            other.arrivals.lock_unit("/county/2021", "02")
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.3)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_the_last_word_on_nothing_to_report_counts(work: UnitOfWork) -> None:
    assert work.confirmations.list_active(RUN.key, "01") is None
    work.confirmations.add(RUN.key, "01", "王芳", "已撤并", holds=True)
    standing = work.confirmations.list_active(RUN.key, "01")
    assert standing and (standing.confirmed_by, standing.reason) == ("王芳", "已撤并")
    work.confirmations.add(RUN.key, "01", "李强", "误报", holds=False)
    assert work.confirmations.list_active(RUN.key, "01") is None
    assert [said.confirmed_by for said in work.confirmations.list_by_unit(RUN.key, "01")] == ["王芳", "李强"]


def test_a_batch_tells_a_unit_once(work: UnitOfWork) -> None:
    letter = {"kind": "催报", "by": "王芳", "sha256": "c" * 64, "address": "hekou@qingshan.gov.cn"}
    work.notices.add(RUN.key, "02", way="邮件", batch="manual 1", **letter)
    assert work.notices.has_been_sent(RUN.key, "02", "manual 1")
    assert not work.notices.has_been_sent(RUN.key, "01", "manual 1")
    work.notices.add(RUN.key, "02", way="下载", **letter)
    work.notices.add(RUN.key, "02", way="下载", **letter)
    assert [notice.channel for notice in work.notices.list_by_unit(RUN.key)["02"]] == ["邮件", "下载", "下载"]
    with pytest.raises(IntegrityError):
        work.notices.add(RUN.key, "02", way="邮件", batch="manual 1", **letter)
