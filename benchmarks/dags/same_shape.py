"""The annual run's shape with nothing in it: what Airflow itself costs for as many tasks in the same order."""

from __future__ import annotations

from airflow.sdk import dag, task


@dag(dag_id="same_shape", schedule=None, params={"units": 26})
def same_shape() -> None:
    """Eight tasks, two of them mapped over as many units."""

    @task
    def list_units(params: dict[str, int]) -> list[int]:
        return list(range(params["units"]))

    @task
    def for_unit(unit: int) -> None:
        pass

    @task
    def for_county() -> None:
        pass

    units = list_units()
    read = for_unit.override(task_id="read_submission").expand(unit=units)
    checked = for_county.override(task_id="check_reports")()
    result = for_unit.override(task_id="submission_result").expand(unit=units)
    last = [for_county.override(task_id=name)() for name in ("sign_off", "merge_county", "render_report")]
    checked >> for_county.override(task_id="correction_slips")()
    read >> checked >> result >> last[0] >> last[1] >> last[2]


same_shape()
