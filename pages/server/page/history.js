// What counts as a step of the browser's history.
//
// The server puts the language into the address when a link has led to another screen. The browser may hear of that
// before it knows the path of the new screen, and makes an entry of the old path with what belongs to the new one: the
// entry of the new screen takes its place, so that Back leads to the screen before it as it was.

/** Mend the entries that Streamlit makes. */
export function keepHistory() {
  const push = history.pushState.bind(history);
  let early = null; // what the address of this path has got since the reader last pressed anything
  for (const act of ["pointerdown", "keydown"]) addEventListener(act, () => (early = null), { capture: true });
  history.pushState = (state, title, url) => {
    const to = new URL(url ?? location.href, location.href);
    const stays = to.pathname === location.pathname;
    const repeats = withoutLanguage(to) === withoutLanguage(location.href);
    const mends = !stays && to.search === early;
    early = stays && !repeats ? to.search : null;
    if (repeats || mends) history.replaceState(state, title, url);
    else push(state, title, url);
  };
}

/** A screen whose address gets the language is no other screen. */
function withoutLanguage(url) {
  const plain = new URL(url);
  plain.searchParams.delete("language");
  return plain.href;
}
