// Airflow's own pages and its REST API. Airflow itself checks who may do what, and writes its audit log.
const DAG = "/api/v2/dags/";
const suffix = document.body.dataset.dags; // of the county's own, where the installation is many counties'
export const ANNUAL_RUN = `county_annual_report${suffix}`;
export const ARRIVALS = `county_arrivals${suffix}`;
export const NOTICES = `county_notices${suffix}`;

export async function ask(path, method = "GET", body = undefined) {
  const answer = await fetch(DAG + path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (answer.ok) return answer.json();
  if (answer.status === 403) throw new Error("您没有这项操作的权限，请联系管理员。");
  throw new Error(`Airflow 没有执行（${answer.status}）：${(await answer.text()).slice(0, 300)}`);
}

export const trigger = (dag, conf) => ask(`${dag}/dagRuns`, "POST", { logical_date: null, conf });

// The page stands in a sandboxed frame of Airflow's page, which may not be sent elsewhere, but knows its own addresses.
export function followAirflow() {
  if (window.parent === window) return;
  for (const link of document.querySelectorAll("a.airflow")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      window.parent.history.pushState({}, "", link.getAttribute("href"));
      window.parent.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    });
  }
}
