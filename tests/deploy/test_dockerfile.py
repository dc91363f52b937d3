"""The image, without Docker: its own steps in a chroot of the same Debian, as its own user, up to an answer."""

import os
import shutil
import subprocess

import pytest

from core import sketches
from tests.browser.running_app import free_port
from tests.deploy.replay import ROOT, Image, read_steps
from tests.waiting import until

DOCKERFILE = ROOT / "deploy" / "Dockerfile"
SECRET = "0" * 64
PATIENCE = 180  # seconds until the server calls itself ready


def test_what_is_copied_is_there_and_nothing_else_is_needed():
    copied = [word for name, rest in read_steps(DOCKERFILE) if name == "COPY" for word in rest.split()[:-1]]
    assert all((ROOT / word).exists() for word in copied)
    assert {"app.py", "core", "pages", ".streamlit"} <= set(copied)


def test_the_last_steps_are_not_done_as_root():
    names = [name for name, _rest in read_steps(DOCKERFILE)]
    assert ("USER", "glassbox") in read_steps(DOCKERFILE)
    assert "RUN" not in names[names.index("USER") :]


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    if os.geteuid() or not shutil.which("debootstrap"):
        pytest.skip("a chroot needs root and Debian's debootstrap")
    made = Image(tmp_path_factory.mktemp("image") / "root")
    made.replay(read_steps(DOCKERFILE))
    for folder in ("proc", "dev"):
        subprocess.run(["mount", "--rbind", f"/{folder}", made.root / folder], check=True)
    yield made
    for folder in ("proc", "dev"):
        subprocess.run(["umount", "--recursive", "--lazy", made.root / folder], check=True)


@pytest.fixture
def server(image):
    """The server as the image starts it, on a port of its own."""
    port = str(free_port())
    settings = {
        "GLASSBOX_HOST_ADDRESS": f"http://localhost:{port}",
        "GLASSBOX_HOST_PORT": port,
        "GLASSBOX_HOST_LISTEN": "127.0.0.1",
        "GLASSBOX_HOST_COOKIE_SECRET": SECRET,
        "GLASSBOX_HOST_FIGURES": "",
    }
    process = subprocess.Popen(image.build_call([*image.entry, *image.command], **settings))
    yield port, settings
    process.terminate()
    process.wait(timeout=30)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_the_image_serves_and_predicts_as_an_ordinary_user(image, server):
    port, settings = server
    assert image.user == "1000"
    check = [word.replace("8501", port) for word in image.check]
    until(lambda: subprocess.run(image.build_call(check), capture_output=True).returncode == 0, within=PATIENCE)
    photo = image.root / "data" / "cat.png"
    sketches.draw("cat", 3, 224, seed=0).save(photo)
    photo.chmod(0o644)
    said = image.run(["python", "-m", "core", "predict", "imagenet", f"/data/{photo.name}", "--json"], **settings)
    assert "cat.png" in said
