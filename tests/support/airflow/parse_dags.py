"""Parses dags/ and loads plugins/ as Airflow does, in a process of its own; prints what it found as JSON."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def main() -> None:
    """One line of JSON on standard output."""
    from airflow.dag_processing.dagbag import BundleDagBag

    folder = Path(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
    bag = BundleDagBag(folder, bundle_path=folder)
    modules = sorted(sys.modules)
    dags = {
        dag_id: {
            "display_name": dag.dag_display_name,
            "params": sorted(dag.params),
            "source": dag.params.get_param("source").dump() if "source" in dag.params else None,
            "assets": [one.name for one in getattr(dag.timetable.asset_condition, "objects", ())],
            "edges": sorted([task.task_id, later] for task in dag.tasks for later in task.downstream_task_ids),
            "retries": {task.task_id: task.retries for task in dag.tasks},
            "mapped": sorted(task.task_id for task in dag.tasks if task.is_mapped),
        }
        for dag_id, dag in bag.dags.items()
    }
    from airflow import plugins_manager

    plugins, plugin_errors = plugins_manager._get_plugins()
    print(
        json.dumps(
            {
                "errors": bag.import_errors,
                "dags": dags,
                "decisions": bag.dags["county_annual_report"].get_task("sign_off").options if bag.dags else [],
                "modules": modules,
                "plugin_errors": plugin_errors,
                "plugins": sorted(plugin.name for plugin in plugins if plugin.name),
                "modules_with_plugins": sorted(sys.modules),
            }
        )
    )


if __name__ == "__main__":
    main()
