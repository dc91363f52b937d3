"""Two owners on one hosted server: every page and every address of it as the wrong person. The bar: 0 leaks.

    python -m benchmarks.isolation

Prints how many pages were opened, how many requests were made, and each thing of another owner, or of the host, that
was sent: a class, a file name, a setting, an owner, a path.
"""

import sys
from pathlib import Path

from benchmarks.temporary import temporary_folder
from tests.browser.hosted.hosted_app import hosted_app
from tests.hosted_walk import knock, list_pages, list_visits, settle, walk


def measure(home: Path, sources: Path) -> list[str]:
    people = [settle(home, sources / mark, mark) for mark in ("annsmark", "bensmark")]
    leaks = []
    with hosted_app(home, GUESTS="train", LIMITS__GUEST__SESSIONS="50") as app:
        for wrong, victim in (people, people[::-1]):
            visits = [*list_visits(victim)]
            leaks += [*walk(app, wrong, victim, visits, [str(home)]), *knock(app, wrong, victim)]
            print(f"{victim.mark}: {len(list_pages())} screens by {len(visits)} addresses", flush=True)
    return leaks


if __name__ == "__main__":
    with temporary_folder() as folder:
        found = measure(folder / "site" / "home", folder / "sources")
        for leak in found:
            print(leak)
        print(f"{len(found)} leaks")
    sys.exit(bool(found))
