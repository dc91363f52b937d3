// What Python is told: where the walk rests, and each edit. It is one message, and none is sent while an edit has no
// answer: of two messages of one component that wait for a busy server, only the later one arrives.

const PATIENCE = 5000; // milliseconds after which an edit counts as answered

/** Tell Python where the walk is, unless it knows, or is played, or an edit has no answer yet. */
export function reportStep(view) {
  if (view.step !== view.reported && !view.clock && !view.awaiting) send(view, null);
}

/** Send an edit now, or after the answer to the one that is under way; of several that wait, the last one. */
export function sendEdit(view, edit) {
  if (view.awaiting) {
    view.pending = edit;
    return;
  }
  view.awaiting = true;
  clearTimeout(view.patience);
  view.patience = setTimeout(() => finishEdit(view), PATIENCE);
  view.edit = Math.max(Date.now(), (view.edit ?? 0) + 1); // a number that Python sends back with its answer
  send(view, { ...edit, number: view.edit });
}

/** The edit under way has its answer: send the next one, or where the walk is. */
export function finishEdit(view) {
  clearTimeout(view.patience);
  view.awaiting = false;
  const edit = view.pending;
  view.pending = null;
  if (edit) sendEdit(view, edit);
  else view.reportSoon();
}

function send(view, edit) {
  view.reported = view.step;
  view.turn += 1;
  view.send("hand", { step: view.step, turn: view.turn, edit });
}
