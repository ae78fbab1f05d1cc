from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from township_reports.records.county_report import CellContribution
from township_reports.records.roster import Unit
from township_reports.storage import database, migrations
from township_reports.storage.database import _config, migrate
from township_reports.storage.dataset import CountyDataset
from township_reports.storage.engine import DatabaseUnreachableError, open_database
from township_reports.storage.entries import Run, Unclaimed
from township_reports.storage.tables import RunRow


def test_migrations_lead_to_the_tables_of_the_models(database_url: str) -> None:
    migrate(database_url)
    with open_database(database_url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": "township_reports_version"})
        assert compare_metadata(context, RunRow.metadata) == []
        assert set(RunRow.metadata.tables) < set(inspect(connection).get_table_names())


def newest_version() -> str:
    return max(path.name.split("_")[0] for path in Path(migrations.__file__).parent.glob("versions/v*.py"))


def test_two_may_migrate_at_once_and_again(database_url: str) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(migrate, [database_url] * 4))
    with open_database(database_url).connect() as connection:
        assert connection.exec_driver_sql("select version_num from township_reports_version").all() == [
            (newest_version(),)
        ]


def test_what_was_before_codes_is_kept_under_its_countys_name(database_url: str) -> None:
    """A database of the shape before, filled, is brought up with all that is in it."""
    with open_database(database_url).begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "v0005")
        connection.exec_driver_sql(
            "insert into runs (key, county, office, year, source, edition, unclaimed)"
            " values ('run 1', '青山县', '办公室', 2021, '/county', '2021', '{}')"
        )
        connection.exec_driver_sql(
            "insert into roster_units (county, year, code, name, kind, aliases)"
            " values ('青山县', 2021, '01', '城关镇', '乡镇', '{}')"
        )
    migrate(database_url)
    with CountyDataset(database_url).transaction() as work:
        before = work.runs.last_of("青山县")
        assert before == Run("run 1", "青山县", "办公室", 2021, "/county", "2021")
        work.runs.open(replace(before, key="run 2"), [Unit("01", "城关镇", "乡镇")])
    with open_database(database_url).connect() as connection:
        assert connection.exec_driver_sql("select count(*) from roster_units").scalar() == 1


def test_files_that_were_nobodys_are_kept_without_a_reason(database_url: str) -> None:
    with open_database(database_url).begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "v0007")
        for key, files in (("run 1", "{附件2.txt,说明.txt}"), ("run 2", "{}")):
            connection.exec_driver_sql(
                "insert into runs (key, county, office, year, source, edition, unclaimed)"
                f" values ('{key}', '青山县', '办公室', 2021, '/county', '2021', '{files}')"
            )
    migrate(database_url)
    with CountyDataset(database_url).transaction() as work:
        assert work.runs.get("run 1").unclaimed == dict.fromkeys(("附件2.txt", "说明.txt"), Unclaimed("", ""))
        assert work.runs.get("run 2").unclaimed == {}


def test_a_database_that_does_not_answer_is_told_without_its_password() -> None:
    dataset = CountyDataset("postgresql+psycopg://clerk:secret@127.0.0.1:1/county")
    with pytest.raises(DatabaseUnreachableError, match="连不上数据库") as told, dataset.transaction():
        pass
    assert "secret" not in str(told.value)


MERGED_BEFORE = (
    "INSERT INTO roster_units (county, year, code, name, kind, aliases)"
    " VALUES ('青山县', 2021, '02', '河口乡', '乡镇', '{}'), ('青山县', 2021, '01', '城关镇', '乡镇', '{}')",
    "INSERT INTO runs (key, county, office, year, source, edition, unclaimed)"
    " VALUES ('run', '青山县', '办公室', 2021, '/county', '2019', '{}')",
    "INSERT INTO submissions (unit_id, version, file_name, sha256, reader_version, edition, notes)"
    " VALUES (1, 1, 'b', 'b', '1', '2021', '{}'), (2, 1, 'a', 'a', '1', '2019', '{}')",
    "INSERT INTO submission_cells (submission_id, cell, position, value, is_money, raw, status) VALUES"
    " (1, 'requests.other_misc.total', 0, 2, false, '2', 'read'),"
    " (1, 'requests.other_fee_unpaid.total', 1, NULL, false, '', 'blank'),"
    " (1, 'proactive.fees.amount', 2, 0.50, true, '0.50', 'read'),"
    " (2, 'requests.other.total', 0, 5, false, '5', 'read')",
    "INSERT INTO county_figures (run_key, edition, notes) VALUES ('run', '2019', '{}')",
    "INSERT INTO county_cells (run_key, cell, position, value, is_money)"
    " VALUES ('run', 'requests.other.total', 0, 7, false)",
    "INSERT INTO county_cell_sources"
    " (run_key, cell, unit, source_cell, position, value, is_money, submission_id) VALUES"
    " ('run', 'requests.other.total', '01', 'requests.other.total', 0, 5, false, 2),"
    " ('run', 'requests.other.total', '02', 'requests.other_fee_unpaid.total', 1, 0, false, 1),"
    " ('run', 'requests.other.total', '02', 'requests.other_misc.total', 2, 2, false, 1)",
)


def test_a_run_merged_before_its_parts_were_told_by_reference_keeps_them(database_url: str) -> None:
    config = database._config()
    with open_database(database_url).connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "v0005")
        for statement in MERGED_BEFORE:
            connection.exec_driver_sql(statement)
    migrate(database_url)
    with CountyDataset(database_url).transaction() as work:
        figures = work.figures.get("run")
    other = "requests.other.total"
    assert figures is not None
    assert (figures.cells, figures.sources) == (
        {other: 7},
        (
            CellContribution(other, "01", other, 5),
            CellContribution(other, "02", "requests.other_fee_unpaid.total", 0),
            CellContribution(other, "02", "requests.other_misc.total", 2),
        ),
    )
