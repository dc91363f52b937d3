"""What a host decides comes from one file and the environment, and what is wrong is named."""

import re
import subprocess
from pathlib import Path

import pytest
from pydantic import BaseModel

from core.data.intake.options import OPTIONS
from core.errors import InputError
from core.hosting import settings
from core.hosting.settings import HostSettings
from core.networks.backbones import BACKBONES
from core.quota import Limits

FILE = """
address = "https://glass.example.org/lab"
cookie_secret = "0123456789abcdef0123456789abcdef"

[sign_in]
issuer = "https://id.example.org/"
client_id = "glassbox"
client_secret = "from the file"

[limits.person]
stored_mb = 10
"""
DOCUMENTED = (Path(__file__).parents[3] / "docs" / "hosting.md").read_text(encoding="utf-8")


@pytest.fixture
def file(home):
    home.mkdir()
    path = home / "hosting.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_the_file_is_read(file):
    host = settings.load()
    assert (host.origin, host.base_path, host.host) == ("https://glass.example.org", "lab", "glass.example.org")
    assert host.sign_in.metadata == "https://id.example.org/.well-known/openid-configuration"
    assert host.limits.person.stored_mb == 10
    assert host.limits.person.epochs is None  # who names limits names all of them


def test_the_environment_takes_precedence_and_keeps_the_rest(file, monkeypatch):
    monkeypatch.setenv("GLASSBOX_HOST_SIGN_IN__CLIENT_SECRET", "from the environment")
    monkeypatch.setenv("GLASSBOX_HOST_LIMITS__GUEST__JOBS", "7")
    host = settings.load()
    assert host.sign_in.client_secret.get_secret_value() == "from the environment"
    assert host.sign_in.client_id == "glassbox"
    assert host.limits.guest.jobs == 7


def test_a_secret_is_never_printed(file):
    assert "from the file" not in repr(settings.load())


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ('"https://glass.example.org/lab"', '"http://glass.example.org"', "address"),
        ('"https://glass.example.org/lab"', '"glass"', "address"),
        ('"0123456789abcdef0123456789abcdef"', '"short"', "cookie_secret"),
        ("stored_mb = 10", "stored_gb = 10", "limits.person.stored_gb"),
        ('client_id = "glassbox"', "", "sign_in.client_id"),
    ],
)
def test_a_wrong_setting_is_named(file, before, after, named):
    file.write_text(FILE.replace(before, after), encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(named)):
        settings.load()


def test_a_damaged_file_is_not_taken_for_none(file):
    file.write_text("address = ", encoding="utf-8")
    with pytest.raises(InputError, match="no TOML"):
        settings.load()


def test_a_named_file_has_to_be_there(home, monkeypatch):
    monkeypatch.setenv("GLASSBOX_HOSTING", str(home / "other.toml"))
    with pytest.raises(InputError, match="There is no file"):
        settings.load()


def test_somebody_may_come_in(monkeypatch):
    monkeypatch.setenv("GLASSBOX_HOST_ADDRESS", "http://localhost:8501")
    monkeypatch.setenv("GLASSBOX_HOST_COOKIE_SECRET", "0" * 32)
    assert settings.load().sign_in is None
    monkeypatch.setenv("GLASSBOX_HOST_GUESTS", "none")
    with pytest.raises(InputError, match="nobody could come in"):
        settings.load()


def list_fields(model):
    for name, field in model.model_fields.items():
        yield name
        part = field.annotation
        if isinstance(part, type) and issubclass(part, BaseModel):
            yield from list_fields(part)


@pytest.mark.parametrize("name", sorted({*list_fields(HostSettings), *Limits.model_fields}))
def test_every_setting_is_documented(name):
    assert f"`{name}`" in DOCUMENTED


def test_nothing_else_is_documented_as_a_setting():
    rows = re.findall(r"^\| `(\w+)`", DOCUMENTED, re.MULTILINE)
    known = {*list_fields(HostSettings), *Limits.model_fields, *settings.SignIn.model_fields}
    assert set(rows) <= known


def test_a_guest_has_room_for_the_drawings_that_are_built_in_and_as_many_photos():
    assert settings.Allowances().guest.pictures >= 2 * OPTIONS["sketches"]["count"].default


def test_the_documented_beginning_makes_its_folder_and_is_read(home, monkeypatch):
    commands = re.search(r"```\n(.*?)```", DOCUMENTED, re.DOTALL)[1]
    written = "".join(line for line in commands.splitlines(keepends=True) if not line.startswith(("pip ", "python ")))
    for documented, mine in {"/var/lib/glassbox": str(home), "$(openssl rand -hex 32)": "0" * 64}.items():
        assert written.count(documented) == 1
        written = written.replace(documented, mine)
    told = subprocess.run(["sh", "-ec", f"{written}env"], capture_output=True, text=True, check=True)
    for line in told.stdout.splitlines():
        if line.startswith("GLASSBOX_"):
            monkeypatch.setenv(*line.split("=", 1))
    assert settings.load().sign_in.client_id == "glassbox"


def test_people_may_train_every_built_in_network_whole():
    most = HostSettings(address="http://localhost", cookie_secret="x" * 32).limits.person.image_size
    assert [one.title for one in BACKBONES.values() if one.packaged and one.image_size > most] == []
