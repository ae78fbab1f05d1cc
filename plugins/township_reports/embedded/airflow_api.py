"""The few calls of Airflow's REST API that starting and following a run needs."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

import httpx

from township_reports.domain.errors import UserFacingError
from township_reports.domain.run import ANNUAL_RUN
from township_reports.embedded.airflow_environment import AirflowInstallation

USER = "admin"
DAG_SECONDS = 120
FINISHED = ("success", "failed")


class AirflowResponseError(UserFacingError):
    """Airflow refused a call; the message carries its answer."""


@dataclass(frozen=True)
class RunProgress:
    """How far a run has come: its state, and how many instances of each task are in which state."""

    state: str
    tasks: dict[str, Counter[str]]

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in FINISHED


class AirflowApi:
    """A signed-in client of the embedded Airflow, for the runs of one DAG."""

    def __init__(self, place: AirflowInstallation, dag_id: str = ANNUAL_RUN) -> None:
        self.dag_id = dag_id
        token = httpx.post(
            f"{place.address}/auth/token",
            json={"username": USER, "password": place.secrets["password"]},
            timeout=60,
        )
        self._client = httpx.Client(
            base_url=f"{place.address}/api/v2",
            headers={"Authorization": f"Bearer {_answer(token)['access_token']}"},
            timeout=60,
        )

    def wait_for_dag(self) -> None:
        """Return when the DAG processor has taken in the annual run; raise AirflowResponseError when it does not."""
        deadline = time.monotonic() + DAG_SECONDS
        while self._client.get(f"/dags/{self.dag_id}").status_code != httpx.codes.OK:
            if time.monotonic() > deadline:
                raise AirflowResponseError(f"Airflow 没有载入 {self.dag_id}：{self._client.get('/importErrors').text}")
            time.sleep(0.5)

    def trigger(self, conf: dict[str, str | int]) -> str:
        """Start a run with these params; its run id."""
        answer = self._client.post(f"/dags/{self.dag_id}/dagRuns", json={"logical_date": None, "conf": conf})
        return str(_answer(answer)["dag_run_id"])

    def progress(self, run_id: str) -> RunProgress:
        """How far the run has come."""
        run = _answer(self._client.get(f"/dags/{self.dag_id}/dagRuns/{run_id}"))
        listed = _answer(
            self._client.get(f"/dags/{self.dag_id}/dagRuns/{run_id}/taskInstances", params={"limit": 1000})
        )
        tasks: dict[str, Counter[str]] = {}
        for instance in listed["task_instances"]:
            tasks.setdefault(instance["task_id"], Counter())[instance["state"] or "waiting"] += 1
        return RunProgress(run["state"], tasks)


def _answer(response: httpx.Response) -> dict[str, Any]:
    if response.is_error:
        raise AirflowResponseError(
            f"Airflow 拒绝了 {response.request.url.path}：{response.status_code} {response.text[:500]}"
        )
    answer: dict[str, Any] = response.json()
    return answer
