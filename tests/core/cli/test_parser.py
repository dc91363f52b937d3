"""The commands are found by name, and what one of them needs is loaded for it alone."""

import subprocess
import sys

import pytest

from core.cli import main
from core.cli.arguments import file_to_write
from core.cli.parser import COMMANDS, INTERNAL, parse
from core.errors import InputError

HEAVY = {"PIL", "babel", "keras", "numpy", "onnxruntime", "pandas", "plotly", "scipy", "sklearn", "tensorflow"}
LOADED = "import sys; from core.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"


def loaded_by(*arguments):
    """The packages that a command has imported by its end, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stderr.split()}


def test_the_words_of_the_commands_need_nothing_but_the_standard_library(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    usage = capsys.readouterr().out
    assert all(f"    {name} " in usage for name in COMMANDS)
    program = LOADED.replace("main(sys.argv[1:])", "from core.cli.parser import COMMANDS")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"pydantic", *HEAVY} & set(done.stderr.split())


@pytest.mark.parametrize("command", ["runs list", "datasets list", "jobs list"])
def test_a_list_loads_nothing_that_it_does_not_need(command):
    assert not HEAVY & loaded_by(*command.split())


@pytest.mark.parametrize("name", INTERNAL)
def test_what_the_app_starts_is_in_no_usage(name, capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    assert name not in capsys.readouterr().out.split()
    assert callable(parse([name]).action)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_describes_itself(name, capsys):
    with pytest.raises(SystemExit, match="0"):
        main([name, "--help"])
    assert f"python -m core {name}" in capsys.readouterr().out


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out.startswith("Glassbox 0.")


def test_a_command_that_is_not_there_lists_those_that_are():
    with pytest.raises(InputError, match=r"invalid choice: 'dance' .*'datasets', 'train'.* --help"):
        parse(["dance"])


COMMANDS_THAT_WRITE = {
    "explain": ("explain", "imagenet", "x.png", "--method", "gradcam", "--out"),
    "predict": ("predict", "imagenet", "x.png", "--csv"),
    "code": ("budget", "compact", "--code"),
    "drawing": ("budget", "compact", "--drawing"),
}


@pytest.mark.parametrize("arguments", COMMANDS_THAT_WRITE.values(), ids=COMMANDS_THAT_WRITE)
def test_a_file_that_cannot_be_written_is_told_before_the_work(arguments, tmp_path):
    for name, said in (("absent/x.png", "There is no folder"), ("", "is a folder")):
        with pytest.raises(InputError, match=said):
            parse([*arguments, str(tmp_path / name)])
    assert file_to_write(str(tmp_path / "x.png")) == tmp_path / "x.png"
