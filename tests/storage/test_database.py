from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from township_reports.storage import migrations
from township_reports.storage.database import migrate
from township_reports.storage.dataset import CountyDataset
from township_reports.storage.engine import DatabaseUnreachable, open_database
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


def test_a_database_that_does_not_answer_is_told_without_its_password() -> None:
    dataset = CountyDataset("postgresql+psycopg://clerk:secret@127.0.0.1:1/county")
    with pytest.raises(DatabaseUnreachable, match="连不上数据库") as told, dataset.transaction():
        pass
    assert "secret" not in str(told.value)
