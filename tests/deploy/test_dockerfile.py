"""The image, without Docker: its own steps in a chroot of the same Debian, as its own user, up to an answer."""

import os
import shutil
import subprocess
from contextlib import contextmanager

import pytest

from core import sketches
from tests.browser.running_app import free_port
from tests.deploy.replay import ROOT, Image, read_steps
from tests.waiting import until

DOCKERFILE, SPACE = ROOT / "deploy" / "Dockerfile", ROOT / "deploy" / "space" / "Dockerfile"
SECRET = "0" * 64
PATIENCE = 180  # seconds until the server calls itself ready


def test_what_is_copied_is_there_and_nothing_else_is_needed():
    copied = [word for name, rest in read_steps(DOCKERFILE) if name == "COPY" for word in rest.split()[:-1]]
    assert all((ROOT / word).exists() for word in copied)
    assert {"app.py", "core", "pages", ".streamlit"} <= set(copied)


@pytest.mark.parametrize("dockerfile", [DOCKERFILE, SPACE], ids=lambda path: path.parent.name)
def test_the_last_steps_are_not_done_as_root(dockerfile):
    names = [name for name, _rest in read_steps(dockerfile)]
    assert ("USER", "glassbox") in read_steps(dockerfile)
    assert "RUN" not in names[names.index("USER") :]


@contextmanager
def making(dockerfile, root, **arguments):
    """The image, made by the file's steps; what its processes look up of the machine is there while this lasts."""
    if os.geteuid() or not shutil.which("debootstrap"):
        pytest.skip("a chroot needs root and Debian's debootstrap")
    made = Image(root, arguments)
    made.replay(read_steps(dockerfile))
    for folder in ("proc", "dev"):
        subprocess.run(["mount", "--rbind", f"/{folder}", root / folder], check=True)
    try:
        yield made
    finally:
        for folder in ("proc", "dev"):
            subprocess.run(["umount", "--recursive", "--lazy", root / folder], check=True)


@contextmanager
def serving(image, port, **settings):
    """Its server, as it starts by itself on that port, once it is ready."""
    process = subprocess.Popen(image.build_call([*image.entry, *image.command], **settings))
    try:
        asked = f"import urllib.request as r; r.urlopen('http://127.0.0.1:{port}/_glassbox/ready', timeout=4)"
        check = [word.replace("8501", port) for word in image.check] or ["python", "-c", asked]
        until(lambda: subprocess.run(image.build_call(check), capture_output=True).returncode == 0, within=PATIENCE)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_the_image_serves_and_predicts_as_an_ordinary_user(tmp_path):
    port = str(free_port())
    settings = {
        "GLASSBOX_HOST_ADDRESS": f"http://localhost:{port}",
        "GLASSBOX_HOST_PORT": port,
        "GLASSBOX_HOST_LISTEN": "127.0.0.1",
        "GLASSBOX_HOST_COOKIE_SECRET": SECRET,
        "GLASSBOX_HOST_FIGURES": "",
    }
    with making(DOCKERFILE, tmp_path / "root") as image, serving(image, port, **settings):
        assert image.user == "1000"
        photo = image.root / "data" / "cat.png"
        sketches.draw("cat", 3, 224, seed=0).save(photo)
        photo.chmod(0o644)
        said = image.run(["python", "-m", "core", "predict", "imagenet", f"/data/{photo.name}", "--json"], **settings)
        assert "cat.png" in said


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_the_image_of_a_space_serves_with_what_the_space_says_of_itself(tmp_path):
    source, port = tmp_path / "root" / "source", str(free_port())
    said_by_the_space = {
        "SPACE_HOST": f"localhost:{port}",
        "OPENID_PROVIDER_URL": "https://huggingface.co",
        "OAUTH_CLIENT_ID": "of the Space",
        "OAUTH_CLIENT_SECRET": "secret",
    }
    mine = {"GLASSBOX_HOST_COOKIE_SECRET": SECRET, "GLASSBOX_HOST_PORT": port, "GLASSBOX_HOST_LISTEN": "127.0.0.1"}
    source.parent.mkdir()
    subprocess.run(["git", "clone", "--quiet", "--bare", "--depth", "1", f"file://{ROOT}", source], check=True)
    with (
        making(SPACE, tmp_path / "root", SOURCE="file:///source") as image,
        serving(image, port, **said_by_the_space, **mine),
    ):
        assert image.user == "1000"
