"""Plant a classic mistake in a copy of core/concepts and see the tests turn red: `python -m tests.mutants`.

A test that stays green over a wrong formula proves nothing. Each mutant is one exact replacement in one file, with the
tests that must notice it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPIED = ("core/concepts", "tests/core/concepts")
PACKAGES = ("core/__init__.py", "tests/__init__.py", "tests/core/__init__.py")
NETWORK_TESTS = (
    "tests/core/concepts/test_network.py::test_every_gradient_and_delta_is_what_the_loss_does",
    "tests/core/concepts/test_network.py::test_the_learning_rate_moves_the_weights_and_nothing_else",
)
GREEN, RED = 0, 1  # pytest's exit codes; any other means that the tests did not run


@dataclass(frozen=True)
class Mutant:
    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


MUTANTS = (
    Mutant(
        "Adam's correction multiplies instead of dividing",
        "core/concepts/descent/optimizers.py",
        "m_hat = m / (1 - settings.beta_1**t)",
        "m_hat = m * (1 - settings.beta_1**t)",
        ("tests/core/concepts/descent/test_optimizers.py::test_adams_first_step_is_the_learning_rate",),
    ),
    Mutant(
        "f' is dropped",
        "core/concepts/network.py",
        "else on_a * slope",
        "else on_a",
        NETWORK_TESTS,
    ),
    Mutant(
        "a weight matrix is transposed",
        "core/concepts/network.py",
        "delta @ layer.weights.T",
        "delta @ layer.weights.reshape(delta.shape[-1], -1)",
        NETWORK_TESTS,
    ),
    Mutant(
        "hidden deltas use the updated weights",
        "core/concepts/network.py",
        "delta = hidden_delta(delta, layer,",
        "delta = hidden_delta(delta, after,",
        NETWORK_TESTS,
    ),
    Mutant(
        "the loss is halved without its gradient",
        "core/concepts/losses.py",
        "return _mean((a - y) ** 2)",
        "return 0.5 * _mean((a - y) ** 2)",
        ("tests/core/concepts/test_losses.py::test_gradient_is_what_the_loss_does", *NETWORK_TESTS),
    ),
)


def copied(folder: Path) -> Path:
    """The mathematics and its tests, alone in `folder`."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in PACKAGES:
        shutil.copy(ROOT / name, folder / name)
    return folder


def plant(mutant: Mutant, folder: Path) -> None:
    """Put the mistake into the copy; raises LookupError unless its place is found exactly once."""
    path = folder / mutant.file
    source = path.read_text(encoding="utf-8")
    if source.count(mutant.old) != 1:
        raise LookupError(f"{mutant.name}: “{mutant.old}” stands {source.count(mutant.old)} times in {mutant.file}")
    path.write_text(source.replace(mutant.old, mutant.new), encoding="utf-8")


def outcome(folder: Path, tests: tuple[str, ...]) -> int:
    """The exit code of pytest over `tests` in `folder`."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder), *tests]
    settings = {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_STORAGE_DIRECTORY": str(folder)}
    return subprocess.run(command, cwd=folder, env=os.environ | settings, capture_output=True, check=False).returncode


def all_tests() -> tuple[str, ...]:
    return tuple(dict.fromkeys(test for mutant in MUTANTS for test in mutant.tests))


def trial(mutant: Mutant | None) -> int:
    """What the tests say of a fresh copy: with the mutant, or for None as it is."""
    with tempfile.TemporaryDirectory() as name:
        folder = copied(Path(name))
        if mutant:
            plant(mutant, folder)
        return outcome(folder, mutant.tests if mutant else all_tests())


def main() -> int:
    """Print what became of each mutant; 0 when all of them died."""
    if trial(None) != GREEN:
        sys.stdout.write("The tests are not green without a mutant, so they can show nothing.\n")
        return 1
    survivors = 0
    for mutant in MUTANTS:
        died = trial(mutant) == RED
        survivors += not died
        sys.stdout.write(f"{'died    ' if died else 'SURVIVED'}  {mutant.name}\n")
    return int(survivors > 0)


if __name__ == "__main__":
    sys.exit(main())
