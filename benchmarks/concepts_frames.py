"""Claims, measured in Chromium: animations run at 50 frames a second or more; a concept screen first paints within 1 s.

    python -m benchmarks.concepts_frames [SCREEN ...]

Frames: on every concept screen that plays, the animation frames that the browser grants from the press of Play on,
with everything that the picture draws in them. The status is 1 where the scripts of a screen play and no button is
found for it. First paint: a link is opened in a fresh tab whose cache is warm (the app's own script has been loaded
once, as after a first visit); printed are the browser's own first contentful paint, and when the screen's title and its
picture stand. Each is the median of several visits. The Home screen, which draws nothing, is visited in between: what
it takes is the framework's part on this machine at this hour. A screen without a picture, such as a list of books, is
asked for its title alone.
"""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import BrowserContext, Page

from benchmarks.running_app import chromium, running_app
from benchmarks.screens import concept_screens
from tests.browser.running_app import ROOT

WANTED_FRAMES = 50.0  # a second
WANTED_PAINT = 1.0  # seconds
PLAYED_FOR = 3.0  # seconds
VISITS = 3
PICTURE = "[data-testid=stBidiComponentIsolated], [data-testid=stPlotlyChart]"
DONE = "[data-test-script-state=notRunning]"  # the app, once the script of its page has come to the end
PLAY, PAUSE = re.compile("^play$", re.IGNORECASE), re.compile("^pause$", re.IGNORECASE)
COUNT_FRAMES = """seconds => new Promise(done => {
    const begin = performance.now();
    let frames = -1, last = begin, longest = 0;
    const count = now => {
        frames += 1;
        if (frames) longest = Math.max(longest, now - last);
        last = now;
        if (now - begin < 1000 * seconds) requestAnimationFrame(count);
        else done({rate: 1000 * frames / (now - begin), longest});
    };
    requestAnimationFrame(count);
})"""
FIRST_PAINT = """() => new Promise(done => new PerformanceObserver(list => {
    const paint = list.getEntries().find(entry => entry.name === 'first-contentful-paint');
    if (paint) done(paint.startTime / 1000);
}).observe({type: 'paint', buffered: true}))"""
# Where a screen is asked to play: the playground with what takes longest, the others where they wait to be asked.
PLAYED = {"playground": "?layers=8,8,8,8,8,8", "optimizers": "?step=1", "attention": "?view=write"}
PLAYS = re.compile(r"^(export )?function (play|togglePlay)\(", re.MULTILINE)  # in a script of a screen
NOW = "() => performance.now() / 1000"


@dataclass(frozen=True)
class Visit:
    """Seconds from the request of the address."""

    first_paint: float
    title: float
    picture: float


def visit(context: BrowserContext, url: str, *, picture_too: bool = True) -> Visit:
    tab = context.new_page()
    tab.goto(url, wait_until="commit")
    tab.locator("h1").first.wait_for()
    title = tab.evaluate(NOW)
    if picture_too:
        tab.locator(PICTURE).first.wait_for()
    picture = tab.evaluate(NOW)
    first = tab.evaluate(FIRST_PAINT)
    tab.close()
    return Visit(first, title, picture)


def frames(tab: Page, url: str) -> dict[str, float] | None:
    """Frames a second and the longest pause in milliseconds while the screen plays; None where nothing plays."""
    tab.goto(url)
    tab.locator(PICTURE).first.wait_for()
    tab.wait_for_load_state("networkidle")
    play = tab.get_by_role("button", name=PLAY)
    if not play.count():
        return None
    play.first.click()
    tab.get_by_role("button", name=PAUSE).first.wait_for()
    counted: dict[str, float] = tab.evaluate(COUNT_FRAMES, PLAYED_FOR)
    return counted


def report_paint(address: str, visits: list[Visit], home: list[Visit]) -> None:
    first, title, picture = (middle(visits, name) for name in ("first_paint", "title", "picture"))
    print(
        f"{address:14} first paint {first:.2f} s   title {title:.2f} s   picture {picture:.2f} s   "
        f"ratio to {WANTED_PAINT:g} s: {first / WANTED_PAINT:.2f}   to Home: {first / middle(home, 'first_paint'):.2f}"
    )


def middle(visits: list[Visit], name: str) -> float:
    return median(getattr(one, name) for one in visits)


def report_frames(address: str, counted: dict[str, float] | None) -> None:
    if counted is None:
        print(f"{address:14} has nothing that plays")
        return
    print(
        f"{address:14} {counted['rate']:.0f} frames a second   longest pause {counted['longest']:.0f} ms   "
        f"ratio to {WANTED_FRAMES:g}: {counted['rate'] / WANTED_FRAMES:.2f}"
    )


def has_a_script_that_plays(page: str) -> bool:
    return any(PLAYS.search(script.read_text(encoding="utf-8")) for script in (ROOT / page).parent.rglob("*.js"))


def report_all_frames(context: BrowserContext, url: str, screens: Mapping[str, str]) -> list[str]:
    """The screens, of those with a picture, that have a script that plays and no button for it."""
    tab, silent = context.new_page(), []
    for address, page in screens.items():
        counted = frames(tab, f"{url}/{address}{PLAYED.get(address, '')}")
        report_frames(address, counted)
        if counted is None and has_a_script_that_plays(page):
            silent.append(address)
    return silent


def main(names: list[str]) -> int:
    with running_app() as app, chromium() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        screens = {address: page for address, page in concept_screens().items() if not names or address in names}
        visit_quietly(context, app.url)  # the first visit to each compiles and caches; it is not counted
        drawn = {
            address: visit_quietly(context, f"{app.url}/{address}") or has_a_script_that_plays(page)
            for address, page in screens.items()
        }
        for address, picture_too in drawn.items():
            home = [visit(context, app.url, picture_too=False) for _ in range(VISITS)]
            url = f"{app.url}/{address}"
            report_paint(address, [visit(context, url, picture_too=picture_too) for _ in range(VISITS)], home)
        silent = report_all_frames(context, app.url, {address: screens[address] for address in drawn if drawn[address]})
    if silent:
        print("no button to play, but a script that plays:", *silent)
    return int(bool(silent))


def visit_quietly(context: BrowserContext, url: str) -> bool:
    """Whether there is a picture on that screen."""
    tab = context.new_page()
    tab.goto(url)
    tab.locator("h1").first.wait_for()
    tab.locator(DONE).wait_for()
    tab.wait_for_load_state("networkidle")
    drawn = tab.locator(PICTURE).count() > 0
    tab.close()
    return drawn


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
