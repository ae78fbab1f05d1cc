// The pages of the original beside the tables: a cell marks its spot on the page, a spot leads to its cell.
const SVG = "http://www.w3.org/2000/svg";

export function showOriginal() {
  const place = document.getElementById("original");
  if (!place) return;
  const sheet = place.querySelector(".sheet");
  const cells = new Map([...document.querySelectorAll("button.cell[data-page]")].map((cell) => [cell.dataset.cell, cell]));
  let open = "";

  const turn = async (number) => {
    if (open === number) return;
    open = number;
    for (const button of place.querySelectorAll("[data-turn]")) {
      button.setAttribute("aria-pressed", String(button.dataset.turn === number));
    }
    try {
      const answer = await fetch(place.dataset.base + number);
      if (!answer.ok) throw new Error();
      const page = await answer.json();
      if (open === number) sheet.replaceChildren(drawn(page, place.dataset.base, number, cells));
    } catch {
      sheet.textContent = "这一页画不出来，请下载原件核对。";
    }
  };
  const mark = async (cell) => {
    await turn(cell.dataset.page);
    for (const box of sheet.querySelectorAll("rect")) {
      const here = box.dataset.cell === cell.dataset.cell;
      box.classList.toggle("here", here);
      if (here) centre(sheet, box);
    }
  };
  for (const cell of cells.values()) {
    cell.addEventListener("focus", () => mark(cell));
    cell.addEventListener("mouseenter", () => cell.dataset.page === open && mark(cell));
  }
  for (const button of place.querySelectorAll("[data-turn]")) {
    button.addEventListener("click", () => turn(button.dataset.turn));
  }
  const zoom = place.querySelector("[data-zoom]");
  zoom.addEventListener("click", () => zoom.setAttribute("aria-pressed", String(sheet.classList.toggle("zoomed"))));
  turn(place.querySelector("[data-turn]").dataset.turn);
}

function centre(sheet, box) {
  const [around, spot] = [sheet.getBoundingClientRect(), box.getBoundingClientRect()];
  sheet.scrollBy(spot.x + spot.width / 2 - around.x - around.width / 2, spot.y + spot.height / 2 - around.y - around.height / 2);
}

function drawn(page, base, number, cells) {
  const svg = element("svg", { viewBox: `0 0 ${page.width} ${page.height}`, role: "img", "aria-label": `原件第${number}页` });
  svg.append(element("image", { href: `${base}${number}.png`, width: page.width, height: page.height }));
  for (const [cell, [left, top, right, bottom]] of Object.entries(page.boxes)) {
    if (!cells.has(cell)) continue;
    const [x, y] = [Math.min(left, right), Math.min(top, bottom)];
    const box = element("rect", { x, y, width: Math.abs(right - left), height: Math.abs(bottom - top) });
    box.dataset.cell = cell;
    box.addEventListener("click", () => {
      cells.get(cell).focus({ preventScroll: true });
      cells.get(cell).scrollIntoView({ block: "center", inline: "center" });
    });
    svg.append(box);
  }
  return svg;
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}
