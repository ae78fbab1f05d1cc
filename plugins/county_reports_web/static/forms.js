// The office's actions: sent, said what came of them, waited for until the units are checked again.
import { ANNUAL_RUN, ARRIVALS, NOTICES, ask, trigger } from "./airflow.js";
import { bringUp } from "./results.js";

const RECEIPTS = "receipts"; // of the last drop, over one loading of the page
const PATIENCE = 120; // seconds for a check of the whole county
const actions = { post, send: post, trigger: startRun, "sign-off": signOff, "go-on": goOn, "bring-up": updateAirflow, notify };

export function listenToForms() {
  for (const form of document.querySelectorAll("form[data-act]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      act(form);
    });
    if (form.dataset.act === "send") takeDrops(form);
  }
}

async function act(form) {
  const buttons = form.querySelectorAll("button");
  for (const button of buttons) button.disabled = true;
  try {
    await actions[form.dataset.act](form);
  } catch (problem) {
    say(problem.message, true);
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

async function post(form) {
  say("正在处理……");
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
  const done = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(typeof done.detail === "string" ? done.detail : `没有完成（${answer.status}）。`);
  const list = form.querySelector(".receipts");
  if (list) showReceipts(list, done.said);
  say(done.said.join("\n"));
  if (done.check.length) await checkAgain(form.dataset.run, done.check);
  else if (list) return;
  if (list) sessionStorage.setItem(RECEIPTS, JSON.stringify(done.said));
  location.reload();
}

// What was refused must still be seen after the page has shown the new standings.
function showReceipts(list, lines) {
  list.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
}

async function checkAgain(run, units) {
  await waitFor(ARRIVALS, (await trigger(ARRIVALS, { run_key: run, units })).dag_run_id, "正在读取和核对……");
}

async function waitFor(dag, run, doing) {
  say(doing);
  for (let second = 0; second < PATIENCE; second += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const { state } = await ask(`${dag}/dagRuns/${encodeURIComponent(run)}`);
    if (state === "success" || state === "failed") return state;
  }
  throw new Error("还没有完成，请稍后刷新页面。");
}

async function startRun(form) {
  const { dag, source, year } = form.elements;
  const conf = { year: Number(year.value), ...(source && { source: source.value }) };
  const { dag_run_id: run } = await trigger(dag.value, conf);
  say(`已开始汇总，编号 ${run}。`);
  const board = `${document.body.dataset.prefix}/runs/${encodeURIComponent(run).replaceAll("%3A", ":").replaceAll("%2B", "+")}`;
  for (let second = 0; second < PATIENCE; second += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const { state } = await ask(`${dag.value}/dagRuns/${encodeURIComponent(run)}`);
    if (state === "failed") throw new Error("汇总没有开始：请在 Airflow 中看“列出报送单位”的日志，核对文件夹和年度。");
    if (state === "queued" && second > 10) say("上一次汇总还没有结束（等待签批），作出决定后这一次才开始。");
    else if (state !== "queued" && (await fetch(board)).ok) return void (location.href = board);
  }
}

async function updateAirflow(form) {
  await bringUp(form);
  say("已请 Airflow 更新，片刻之后颜色与本页一致。");
}

async function signOff(form) {
  const { decision, reason } = form.elements;
  if ("needsReason" in decision.selectedOptions[0].dataset && !reason.value.trim()) throw new Error("不含未通过单位须写明理由。");
  const path = `${ANNUAL_RUN}/dagRuns/${encodeURIComponent(form.dataset.run)}`;
  const body = { chosen_options: [decision.value], params_input: { reason: reason.value } };
  await ask(`${path}/taskInstances/sign_off/-1/hitlDetails`, "PATCH", body);
  say(`已签批：${decision.value}。`);
}

async function notify(form) {
  const conf = { run_key: form.dataset.run, units: form.dataset.units.split(" "), kind: form.elements.kind.value };
  const state = await waitFor(NOTICES, (await trigger(NOTICES, conf)).dag_run_id, "正在寄送……");
  if (state === "failed") throw new Error("有的通知没有寄出，原因见 Airflow“寄送通知”中红色任务的日志。");
  location.reload();
}

async function goOn(form) {
  const body = { dag_run_id: form.dataset.run, task_ids: ["sign_off"], include_downstream: true };
  await ask(`${ANNUAL_RUN}/clearTaskInstances`, "POST", { ...body, dry_run: false, only_failed: false, reset_dag_runs: true });
  say("已重新进入签批和汇总。");
}

function takeDrops(form) {
  showReceipts(form.querySelector(".receipts"), JSON.parse(sessionStorage.getItem(RECEIPTS) ?? "[]"));
  sessionStorage.removeItem(RECEIPTS);
  const input = form.querySelector("input[type=file]");
  input.addEventListener("change", () => input.files.length && act(form));
  for (const [kind, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.toggle("over", over);
      if (kind !== "drop" || !event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      act(form);
    });
  }
}

function say(text, refused = false) {
  const place = document.getElementById("said");
  place.textContent = text;
  place.hidden = false;
  place.classList.toggle("refused", refused);
}
