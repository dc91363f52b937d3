"""The scripts that the browser asks for: Plotly's, and ours, which are ES modules that import one another.

The file pages/shared/charts/axes.js has the address scripts/<version>/shared/charts/axes.js, relative to that of the
app, so that it holds behind a proxy and with `server.baseUrlPath` too. The version follows from the contents of all
our scripts, so a browser may keep them for ever. `pages.server.frontend` serves them.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from posixpath import dirname, join, normpath

import plotly

PAGES = Path(__file__).parents[2]
HOME = "home"
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
PLOTLY_ADDRESS = f"vendor/plotly-{plotly.__version__}.min.js"
IMPORT = re.compile(r'^(?:import|export)\b[^"]*"(\.[^"]+)";', re.MULTILINE)


def find_scripts() -> Mapping[str, Path]:
    """Every script by its path below pages/."""
    return {path.relative_to(PAGES).as_posix(): path for path in sorted(PAGES.rglob("*.js"))}


def find_imports(script: str) -> list[str]:
    """The scripts that `script` imports itself, by their paths below pages/."""
    text = SCRIPTS[script].read_text(encoding="utf-8")
    return [normpath(join(dirname(script), address)) for address in IMPORT.findall(text)]


def collect_imports(script: str) -> list[str]:
    """`script` and everything that it needs, each once; what imports stands before what is imported."""
    needed = [script]
    for one in needed:  # it grows while we walk
        needed += [new for new in find_imports(one) if new not in needed]
    return needed


def build_address(script: str) -> str:
    """Where the browser finds the script, relative to the address of the app."""
    return f"scripts/{VERSION}/{script}"


def list_served_scripts() -> dict[str, Path]:
    """Every script by its address, with a slash before it."""
    ours = {f"/{build_address(script)}": path for script, path in SCRIPTS.items()}
    return ours | {f"/{PLOTLY_ADDRESS}": PLOTLY}


def list_screen_scripts(screen: str) -> list[str]:
    """The scripts in pages/<section>/<screen> and below it, with everything that they need."""
    own = [script for script in SCRIPTS if _find_screen(script) == screen]
    return list(dict.fromkeys(needed for script in own for needed in collect_imports(script)))


def _find_screen(script: str) -> str:
    """The address of the screen that the script belongs to; home, at the address of the app, has no section."""
    section, name, *_below = script.split("/")
    return "" if section == HOME else name


def _compute_version(scripts: Mapping[str, Path]) -> str:
    digest = hashlib.sha256()
    for script, path in scripts.items():
        digest.update(script.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


SCRIPTS = find_scripts()
VERSION = _compute_version(SCRIPTS)
