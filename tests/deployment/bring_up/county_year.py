"""The sample county's year through the services of docker-compose.yml: a worker and the scheduler are killed.

Usage: county_year.py <the .env that was used> <folder for the report>
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx

DAG = "/api/v2/dags/county_annual_report"
SECONDS = 1500


def main(env: Path, folder: Path) -> None:
    settings = dict(
        line.split("=", 1) for line in env.read_text("utf-8").splitlines() if "=" in line and line[0] != "#"
    )
    client = httpx.Client(base_url=f"http://127.0.0.1:{settings['PORT']}", timeout=60)
    told("waiting for the API server")
    until(lambda: client.get("/api/v2/monitor/health").status_code == httpx.codes.OK)
    token = client.post("/auth/token", json={"username": "admin", "password": settings["ADMIN_PASSWORD"]})
    client.headers["Authorization"] = f"Bearer {token.json()['access_token']}"
    until(lambda: client.get(DAG).status_code == httpx.codes.OK)
    undisturbed = run(client, folder / "undisturbed")
    for service in ("worker", "scheduler"):
        killed = run(client, folder / f"{service} killed", then=partial(kill, service))
        assert undisturbed == killed, "the reports differ"
        told(f"the same bytes with a killed {service}")


def run(client: httpx.Client, folder: Path, then: Callable[[], None] | None = None) -> dict[str, bytes]:
    """One annual run without the red units; its released files, also written to the folder."""
    conf = {"source": "/submissions", "year": 2020, "on_failed": "exclude"}
    begun = time.monotonic()
    run_id = answer(client.post(f"{DAG}/dagRuns", json={"logical_date": None, "conf": conf}))["dag_run_id"]
    if then:
        until(lambda: states(client, run_id).count("running") > 1)
        then()
    until(lambda: answer(client.get(f"{DAG}/dagRuns/{run_id}"))["state"] in ("success", "failed"))
    state = answer(client.get(f"{DAG}/dagRuns/{run_id}"))["state"]
    told(f"{run_id}: {state} after {time.monotonic() - begun:.0f} s, {states(client, run_id)}")
    assert state == "success"
    return released(client, run_id, folder)


def released(client: httpx.Client, run_id: str, folder: Path) -> dict[str, bytes]:
    assert client.get(f"/county-reports/runs/{run_id}/county").is_success
    zipped = client.get(f"/county-reports/runs/{run_id}/files").raise_for_status()
    assert ZipFile(BytesIO(zipped.content)).namelist()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "all.zip").write_bytes(zipped.content)
    return {"all.zip": zipped.content}


def states(client: httpx.Client, run_id: str) -> list[str]:
    listed = answer(client.get(f"{DAG}/dagRuns/{run_id}/taskInstances", params={"limit": 1000}))
    return [str(instance["state"]) for instance in listed["task_instances"]]


def kill(service: str) -> None:
    """SIGKILL to all of a container's processes, as when its machine loses power; compose starts it again."""
    container = f"township_{service}_1"
    told(f"killing {container}")
    top = subprocess.run(["docker", "top", container, "-eo", "pid"], capture_output=True, text=True, check=True)
    subprocess.run(["kill", "-9", *top.stdout.split()[1:]], check=True)


def answer(response: httpx.Response) -> Any:
    assert response.is_success, response.text
    return response.json()


def until(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            if what():
                return
        except httpx.HTTPError:
            pass
        assert time.monotonic() < deadline
        time.sleep(1)


def told(words: str) -> None:
    print(f"   {time.strftime('%X')} {words}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
