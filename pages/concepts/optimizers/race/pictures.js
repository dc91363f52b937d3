// The three pictures of the race together.

import { fitLayers, readTheme } from "../../../shared/browser/canvas.js";
import { showCloseUp } from "./close_up.js";
import { drawContourGround, drawContourPaths } from "./views/contour.js";
import { drawHeightGround, drawHeights } from "./views/heights.js";
import { drawMountainGround, drawMountainPaths } from "./views/mountain.js";

/** Draw everything anew, at the present size and in the present theme. */
export function redraw(view) {
  const { data } = view;
  if (!data) return;
  view.theme = readTheme(view.host);
  if (fitLayers(view.contour)) drawContourGround(view.contour, data, view.theme);
  if (fitLayers(view.mountain)) drawMountainGround(view.mountain, data, view.theme, view.turn);
  if (fitLayers(view.loss)) drawHeightGround(view.loss, data, view.theme);
  showTime(view);
  showCloseUp(view);
}

/** Draw what moves with the clock. */
export function showTime(view) {
  const { data, theme, t } = view;
  drawContourPaths(view.contour, data, theme, t, view.start);
  drawMountainPaths(view.mountain, data, theme, t, view.turn);
  drawHeights(view.loss, data, theme, t);
}

/** Draw the landscape in space from another side. */
export function showTurn(view) {
  drawMountainGround(view.mountain, view.data, view.theme, view.turn);
  drawMountainPaths(view.mountain, view.data, view.theme, view.t, view.turn);
}
