// A training back at its first weights, with nothing remembered of it.

import { restart } from "../mathematics/training.js";
import { createHistory } from "./history.js";
import { remember } from "./loop.js";

export function beginAgain(view) {
  restart(view.training);
  Object.assign(view, { history: createHistory(), exact: true, reached: false });
  remember(view);
}
