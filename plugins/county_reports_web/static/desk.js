// What the pages do beside being looked at. Without scripts everything can still be read and downloaded.
import { followAirflow } from "./airflow.js";
import { watchBoard } from "./board.js";
import { openCells } from "./cells.js";
import { listenToForms } from "./forms.js";
import { showOriginal } from "./original.js";
import { compareWithAirflow } from "./results.js";
import { followTheme } from "./theme.js";

followTheme();
followAirflow();
watchBoard();
openCells();
listenToForms();
showOriginal();
compareWithAirflow();
document.body.dataset.ready = "";
