// The board's filter by standing and its search, both together.
export function watchBoard() {
  const board = document.getElementById("board");
  if (!board) return;
  const buttons = [...document.querySelectorAll("[data-filter]")];
  const find = document.querySelector("[name=find]");
  let standing = "";

  const show = () => {
    const wanted = find.value.trim().toLowerCase();
    let shown = 0;
    for (const row of board.tBodies[0].rows) {
      const fits = (!standing || row.dataset.standing === standing) && row.textContent.toLowerCase().includes(wanted);
      row.hidden = !fits;
      shown += fits;
    }
    document.getElementById("none-found").hidden = shown > 0;
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      standing = button.dataset.filter;
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      show();
    });
  }
  find.addEventListener("input", show);
}
