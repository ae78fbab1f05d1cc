"""The annual run's wall time against a DAG of the same shape that does nothing, on the same Airflow, turn by turn.

Every round takes a county of another code, so that every file is read again; a last run shows what a re-run costs.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from support.folders import PROJECT
from township_reports.embedded.airflow_api import AirflowApi
from township_reports.embedded.airflow_environment import AirflowInstallation
from township_reports.embedded.annual_run import follow_run
from township_reports.embedded.office import run_office

ROUNDS = 3
AIM = 1.2


def main() -> None:
    """Print each round's seconds, the medians' ratio and the aim."""
    with TemporaryDirectory(prefix="township-bench-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        os.environ["TOWNSHIP_REPORTS_HOME"] = str(home / "home")
        os.environ["TOWNSHIP_REPORTS_PORT"] = "18180"
        os.environ["AIRFLOW__CORE__DAGS_FOLDER"] = str(dags_of_both(home / "dags"))
        with run_office(print) as place:
            measure(place, home)


def measure(place: AirflowInstallation, home: Path) -> None:
    """One unmeasured round to warm everything up, then the measured ones."""
    nothing, annual = [], []
    for number in range(ROUNDS + 1):
        source = county_of_another_code(home / f"county{number}", 990001 + number)
        nothing.append(seconds(place, "same_shape", {}))
        annual.append(seconds(place, "county_annual_report", conf(source)))
        print(f"第{number}轮  空 DAG {nothing[-1]:.1f} s  年度汇总 {annual[-1]:.1f} s")
    again = seconds(place, "county_annual_report", conf(source))
    ratio = median(annual[1:]) / median(nothing[1:])
    print(f"年度汇总 / 空 DAG：{ratio:.2f}（目标 ≤ {AIM}）；重跑未变的文件：{again / median(nothing[1:]):.2f}")


def conf(source: Path) -> dict[str, str | int]:
    """Params of the annual run of the sample county's copy."""
    return {"source": str(source), "year": 2020, "on_failed": "exclude"}


def seconds(place: AirflowInstallation, dag_id: str, params: dict[str, str | int]) -> float:
    """Wall time from trigger to the end of the run."""
    api = AirflowApi(place, dag_id)
    api.wait_for_dag()
    begin = time.perf_counter()
    states = [progress.state for progress in follow_run(api, api.trigger(params))]
    assert states[-1] == "success", f"{dag_id}：{states[-1]}"
    return time.perf_counter() - begin


def dags_of_both(folder: Path) -> Path:
    """Return a dags folder with the project's DAG and the empty one."""
    shutil.copytree(PROJECT / "dags", folder)
    shutil.copytree(PROJECT / "benchmarks" / "dags", folder, dirs_exist_ok=True)
    return folder


def county_of_another_code(folder: Path, code: int) -> Path:
    """Return the sample county under a code of its own: nothing of it is in the dataset yet."""
    shutil.copytree(PROJECT / "sample_county", folder)
    with (folder / "county.yaml").open("a", encoding="utf-8") as about:
        about.write(f"code: {code}\n")
    return folder


if __name__ == "__main__":
    main()
