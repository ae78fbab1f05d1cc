// One cell of a unit's table, opened: what stands in the file and where, the picture of the spot, the correction.
export function openCells() {
  const dialog = document.getElementById("cell");
  if (!dialog) return;
  for (const cell of document.querySelectorAll("button.cell")) {
    cell.addEventListener("click", () => {
      fill(dialog, cell.dataset);
      dialog.showModal();
    });
  }
}

function fill(dialog, told) {
  dialog.querySelector("#cell-label").textContent = told.label;
  for (const entry of dialog.querySelectorAll("dd")) {
    const text = told[entry.dataset.from];
    entry.textContent = text;
    entry.hidden = entry.previousElementSibling.hidden = !text;
  }
  const picture = dialog.querySelector("img");
  picture.hidden = !told.picture;
  if (told.picture) picture.src = told.picture;
  const [entering, withdrawing] = dialog.querySelectorAll("form.line");
  if (!entering) return;
  entering.reset();
  entering.elements.cell.value = told.cell;
  withdrawing.hidden = !told.correction;
  withdrawing.action = `${withdrawing.dataset.base}${encodeURIComponent(told.cell)}/withdrawal`;
}
