// What every action is worth after so many steps: the recorded changes applied in turn, from the nearest kept moment.

const ACTIONS = 4;
const KEPT_EVERY = 250; // steps
const [CELL, ACTION, TO, AFTER, , ENDED] = [0, 1, 2, 3, 4, 5];

/** A record of steps [cell, action, to, value after, by chance, ended] in a world of so many cells. */
export function createReplay(steps, cells) {
  const kept = [new Float64Array(ACTIONS * cells)];
  const worth = kept[0].slice();
  steps.forEach((step, k) => {
    worth[ACTIONS * step[CELL] + step[ACTION]] = step[AFTER];
    if ((k + 1) % KEPT_EVERY === 0) kept.push(worth.slice());
  });
  return { steps, kept };
}

/** The worth of all actions, four a cell, after the first `count` steps. */
export function worthAfter({ steps, kept }, count) {
  const from = Math.floor(count / KEPT_EVERY);
  const worth = kept[from].slice();
  for (let k = from * KEPT_EVERY; k < count; k++) worth[ACTIONS * steps[k][CELL] + steps[k][ACTION]] = steps[k][AFTER];
  return worth;
}

/** The cells of the episode that is going on after `count` steps, or that has ended with the last of them. */
export function trailAfter({ steps }, count) {
  if (!count) return [];
  let first = count - 1;
  while (first > 0 && !steps[first - 1][ENDED]) first--;
  return [steps[first][CELL], ...steps.slice(first, count).map((step) => step[TO])];
}

/** The number of the episode (from 0) to which the last of `count` steps belongs. */
export function episodeAfter({ steps }, count) {
  let ended = 0;
  for (let k = 0; k + 1 < count; k++) ended += steps[k][ENDED];
  return ended;
}

/** The best value of a cell, and the actions that have it; none where all are worth the same. */
export function bestOf(worth, cell) {
  const of = Array.from(worth.subarray(ACTIONS * cell, ACTIONS * (cell + 1)));
  const value = Math.max(...of);
  const actions = [0, 1, 2, 3].filter((action) => of[action] === value);
  return { value, actions: actions.length === ACTIONS ? [] : actions };
}
