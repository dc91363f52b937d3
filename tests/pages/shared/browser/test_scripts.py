"""The scripts name one another by addresses that hold, once, and none imports itself through another."""

from pathlib import Path

from pages.shared.browser import scripts
from pages.shared.browser.scripts import (
    SCRIPTS,
    build_address,
    collect_imports,
    find_imports,
    list_screen_scripts,
    list_served_scripts,
)


def test_every_script_is_served_at_its_address():
    table = list_served_scripts()
    assert len(table) == len(SCRIPTS) + 1  # Plotly's
    assert len(SCRIPTS) > 30
    assert table[f"/{build_address('shared/charts/axes.js')}"].name == "axes.js"


def test_what_a_script_imports_is_there_and_the_pattern_misses_none():
    missing = {script: set(find_imports(script)) - set(SCRIPTS) for script in SCRIPTS}
    assert not {script: names for script, names in missing.items() if names}
    assert {script: path.read_text().count('from "') for script, path in SCRIPTS.items()} == {
        script: len(find_imports(script)) for script in SCRIPTS
    }


def test_no_script_needs_itself():
    assert not [script for script in SCRIPTS for needed in find_imports(script) if script in collect_imports(needed)]


def test_a_script_imports_from_its_own_screen_and_from_shared():
    strays = [
        (script, needed)
        for script in SCRIPTS
        for needed in find_imports(script)
        if not needed.startswith(
            ("shared/", "home/" if script.startswith("home/") else "/".join(script.split("/")[:2]))
        )
    ]
    assert strays == []


def test_a_script_stands_before_what_it_needs_and_nothing_stands_twice():
    needed = collect_imports("concepts/optimizers/race/race.js")
    assert needed[0] == "concepts/optimizers/race/race.js"
    assert "shared/charts/numbers.js" in needed  # which formulas.js imports
    assert len(needed) == len(set(needed))


def test_a_screen_has_the_scripts_of_its_folder():
    assert "concepts/losses/three_classes.js" in list_screen_scripts("losses")
    assert not [script for script in list_screen_scripts("losses") if "optimizers" in script]
    assert list_screen_scripts("no-such-screen") == []
    assert {"home/miniature.js", "home/recorded.js"} < set(list_screen_scripts(""))


def test_another_byte_makes_another_version(tmp_path):
    copy = tmp_path / "axes.js"
    copy.write_bytes(Path(SCRIPTS["shared/charts/axes.js"]).read_bytes())
    before = scripts._compute_version({"axes.js": copy})
    copy.write_text(copy.read_text() + " ")
    assert scripts._compute_version({"axes.js": copy}) != before
