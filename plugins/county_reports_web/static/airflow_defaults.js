// Airflow's page keeps both choices of a person under these names; a choice that was made stays.
for (const [name, value] of [["timezone", JSON.stringify("Asia/Shanghai")], ["i18nextLng", "zh-CN"]]) {
  if (!localStorage.getItem(name)) localStorage.setItem(name, value);
}
