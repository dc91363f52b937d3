// Runs beside Streamlit's own scripts, on every page, for as long as it is open.

import { keepHistory } from "./history.js";
import { mendRoles } from "./roles.js";
import { observed, translate } from "./words.js";

keepHistory();
new MutationObserver((records) => {
  translate(records);
  mendRoles();
}).observe(document.documentElement, observed);
