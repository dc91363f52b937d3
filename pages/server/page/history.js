// What counts as a step of the browser's history.

/** A screen whose address gets the language is no other screen: Back leads to the one before it. */
export function keepHistory() {
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) =>
    isSame(url) ? history.replaceState(state, title, url) : push(state, title, url);
}

function isSame(url) {
  return withoutLanguage(new URL(url ?? location.href, location.href)) === withoutLanguage(new URL(location.href));
}

function withoutLanguage(url) {
  url.searchParams.delete("language");
  return url.href;
}
