// Airflow's grid keeps the colours of the annual run; a file that came later has turned units since. Says so, and mends it.
import { ANNUAL_RUN, ask } from "./airflow.js";

const RESULT = "submission_result";
const PAGE = 100; // Airflow gives no more at once
const shown = { success: "true", failed: "false" };

export async function compareWithAirflow() {
  const notice = document.querySelector(".differs");
  if (!notice) return;
  const differing = await differingResults(notice.dataset.run).catch(() => []);
  if (!differing.length) return;
  notice.querySelector(".told").textContent =
    `Airflow 中${differing.length}个“单位结果”任务的颜色还是早先核对时的，以本页的结果为准。`;
  notice.hidden = false;
}

// Only the tasks that tell the results run again: nothing is read, decided or merged anew.
export async function bringUp(form) {
  const tasks = (await differingResults(form.dataset.run)).map((task) => [RESULT, task]);
  const body = { dag_run_id: form.dataset.run, task_ids: tasks, dry_run: false, only_failed: false };
  if (tasks.length) await ask(`${ANNUAL_RUN}/clearTaskInstances`, "POST", { ...body, reset_dag_runs: true });
  form.closest(".differs").hidden = true;
}

async function differingResults(run) {
  const states = new Map();
  const path = `${ANNUAL_RUN}/dagRuns/${encodeURIComponent(run)}/taskInstances/${RESULT}/listMapped`;
  for (let total = 1; states.size < total; ) {
    const found = await ask(`${path}?limit=${PAGE}&offset=${states.size}`);
    total = found.total_entries;
    if (!found.task_instances.length) break;
    for (const one of found.task_instances) states.set(one.map_index, shown[one.state]);
  }
  const rows = [...document.querySelectorAll("[data-task]")].filter((row) => row.dataset.valid);
  const valid = new Map(); // units that share a task are red together
  for (const { dataset } of rows) {
    const task = Number(dataset.task);
    valid.set(task, valid.get(task) === "false" ? "false" : dataset.valid);
  }
  return [...valid].filter(([task, wanted]) => (states.get(task) ?? wanted) !== wanted).map(([task]) => task);
}
