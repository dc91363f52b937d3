"""What the deployment files name exists, and they are what the programs that read them expect."""

import re
import subprocess
import sys

import pytest

from core.hosting.settings import PREFIX, HostSettings
from tests.deploy.replay import ROOT, read_steps

DEPLOY = ROOT / "deploy"
CHECKERS = ("check-jsonschema>=0.39,<1", "kubernetes-validate>=1.37,<2")  # both bring the schemas with them
KUBERNETES = ("1.30", "1.37")  # the oldest and the newest version that it must be right for
TRAINING_ALONE = {"tensorflow", "keras", "h5py", "tf2onnx", "optuna"}


def read_packages(path):
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith(("#", "-r"))]
    return {re.split(r"[<>=\[ ]", line)[0]: line for line in lines}


def test_every_setting_that_is_set_is_a_setting():
    named = {
        name
        for path in DEPLOY.rglob("*")
        if path.is_file()
        for name in re.findall(rf"{PREFIX}([A-Z][A-Z_]*)", path.read_text())
    }
    assert {"ADDRESS", "COOKIE_SECRET", "SIGN_IN__ISSUER", "PROXIES"} <= named
    for name in named:
        first, *rest = name.lower().split("__")
        field = HostSettings.model_fields[first]
        assert not rest or rest[0] in str(field.annotation) or first == "sign_in"


def test_without_training_there_are_the_same_packages_but_for_those_of_training():
    everything = read_packages(ROOT / "requirements.txt")
    assert read_packages(DEPLOY / "community_cloud" / "requirements.txt") == {
        name: line for name, line in everything.items() if name not in TRAINING_ALONE
    }
    assert set(everything) >= TRAINING_ALONE


def test_the_image_is_made_of_what_is_copied_and_git_keeps_no_secret():
    lines = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    let_in = {line.removeprefix("!") for line in lines if line.startswith("!")}
    copied = {word for name, rest in read_steps(DEPLOY / "Dockerfile") if name == "COPY" for word in rest.split()[:-1]}
    assert "*" in lines
    assert let_in == copied
    if (ROOT / ".git").exists():
        assert subprocess.run(["git", "check-ignore", "--quiet", "deploy/.env"], cwd=ROOT).returncode == 0


@pytest.fixture(scope="module")
def checkers(tmp_path_factory):
    """The folder of the programs that know what compose and Kubernetes accept, in an environment of their own."""
    environment = tmp_path_factory.mktemp("checkers")
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    subprocess.run([environment / "bin" / "pip", "install", "--quiet", *CHECKERS], check=True)
    return environment / "bin"


def check(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_compose_accepts_its_file(checkers):
    check([checkers / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml"])


@pytest.mark.slow
@pytest.mark.parametrize("version", KUBERNETES)
def test_kubernetes_accepts_its_file(checkers, version):
    check([checkers / "kubernetes-validate", "--strict", "-k", version, DEPLOY / "kubernetes.yaml"])


@pytest.mark.slow
@pytest.mark.parametrize(("file", "was", "written"), [
    ("compose.yaml", "restart: unless-stopped", "restarts: unless-stopped"),
    ("kubernetes.yaml", "readinessProbe", "readynessProbe"),
])  # fmt: skip
def test_a_slip_in_them_is_seen(checkers, tmp_path, file, was, written):
    spoiled = tmp_path / file
    spoiled.write_text((DEPLOY / file).read_text().replace(was, written))
    compose = [checkers / "check-jsonschema", "--builtin-schema", "vendor.compose-spec"]
    command = compose if file == "compose.yaml" else [checkers / "kubernetes-validate", "--strict", "-k", KUBERNETES[0]]
    assert subprocess.run([*command, spoiled], capture_output=True).returncode != 0
