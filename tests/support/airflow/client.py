"""What a person does in the Airflow UI, done through the same REST API."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import httpx
from township_reports.embedded.airflow_api import USER
from township_reports.embedded.airflow_environment import AirflowInstallation
from township_reports.storage.entries import ANNUAL_RUN

SECONDS = 400
# Airflow may lose an answer that comes within a second of asking.
BEFORE_ANSWERING = 3


@dataclass(frozen=True)
class Person:
    """Somebody signed in to the Airflow UI."""

    client: httpx.Client
    dag_id: str = ANNUAL_RUN

    @classmethod
    def signed_in(cls, place: AirflowInstallation) -> Person:
        body = {"username": USER, "password": place.secrets["password"]}
        token = httpx.post(f"{place.address}/auth/token", json=body, timeout=60).json()["access_token"]
        return cls(httpx.Client(base_url=place.address, headers={"Authorization": f"Bearer {token}"}, timeout=60))

    def get(self, path: str, **params: Any) -> Any:
        answer = self.client.get(f"/api/v2/dags/{self.dag_id}{path}", params=params)
        assert answer.status_code == httpx.codes.OK, answer.text
        return answer.json()

    def trigger(self, **conf: Any) -> str:
        answer = self.client.post(f"/api/v2/dags/{self.dag_id}/dagRuns", json={"logical_date": None, "conf": conf})
        assert answer.status_code == httpx.codes.OK, answer.text
        return str(answer.json()["dag_run_id"])

    def of(self, dag_id: str) -> Person:
        """The same person at another DAG."""
        return replace(self, dag_id=dag_id)

    def runs(self) -> list[str]:
        """The DAG's runs, the last first."""
        return [str(run["dag_run_id"]) for run in self.get("/dagRuns", order_by="-run_after")["dag_runs"]]

    def state(self, run: str) -> str:
        return str(self.get(f"/dagRuns/{run}")["state"])

    def instances(self, run: str, task: str) -> dict[str, dict[str, Any]]:
        """The instances of a task by the name the UI shows for them."""
        listed = self.get(f"/dagRuns/{run}/taskInstances", limit=500)["task_instances"]
        mine = [instance for instance in listed if instance["task_id"] == task]
        return {instance["rendered_map_index"] or str(instance["map_index"]): instance for instance in mine}

    def states(self, run: str, task: str) -> dict[str, str]:
        return {name: instance["state"] for name, instance in self.instances(run, task).items()}

    def log(self, run: str, task: str, unit: str) -> list[dict[str, Any]]:
        """The lines of the last try, without the heading that names the log file."""
        instance = self.instances(run, task)[unit]
        path = f"/dagRuns/{run}/taskInstances/{task}/logs/{instance['try_number']}"
        content = self.get(path, map_index=instance["map_index"])["content"]
        return [line for line in content if line.get("logger")]

    def wait(self, what: Callable[[], bool], told: Callable[[], object]) -> None:
        deadline = time.monotonic() + SECONDS
        while not what():
            assert time.monotonic() < deadline, told()
            time.sleep(1)

    def wait_for_question(self, run: str) -> str:
        """Waits until the run asks; the question's text."""
        self.wait(lambda: self.states(run, "sign_off").get("-1") == "awaiting_input", lambda: self.state(run))
        return str(self.get(f"/dagRuns/{run}/hitlDetails")["hitl_details"][0]["body"])

    def answer(self, run: str, option: str, reason: str) -> str:
        """Answers the run's question and waits for the run's end; its state.

        On a busy machine Airflow may lose an answer given soon after it asked; then it asks again.
        """
        answered: set[int] = set()

        def has_ended() -> bool:
            sign_off = self.instances(run, "sign_off")["-1"]
            if sign_off["state"] == "awaiting_input" and sign_off["try_number"] not in answered:
                answered.add(sign_off["try_number"])
                self._answer_once(run, option, reason)
            return self.state(run) in ("success", "failed")

        self.wait(has_ended, lambda: self.states(run, "sign_off"))
        return self.state(run)

    def _answer_once(self, run: str, option: str, reason: str) -> None:
        time.sleep(BEFORE_ANSWERING)
        path = f"/api/v2/dags/{self.dag_id}/dagRuns/{run}/taskInstances/sign_off/-1/hitlDetails"
        body = {"chosen_options": [option], "params_input": {"reason": reason}}
        answer = self.client.patch(path, json=body)
        assert answer.status_code == httpx.codes.OK, answer.text

    def wait_for_end(self, run: str) -> str:
        self.wait(lambda: self.state(run) in ("success", "failed"), lambda: self.states(run, "sign_off"))
        return self.state(run)

    def clear_unit(self, run: str, unit: str) -> None:
        """Clears one unit's reading and everything after it, as the office does after a file was replaced."""
        index = self.instances(run, "read_submission")[unit]["map_index"]
        body = {
            "dry_run": False,
            "dag_run_id": run,
            "task_ids": [["read_submission", index]],
            "include_downstream": True,
            "only_failed": False,
            "reset_dag_runs": True,
        }
        answer = self.client.post(f"/api/v2/dags/{self.dag_id}/clearTaskInstances", json=body)
        assert answer.status_code == httpx.codes.OK, answer.text
