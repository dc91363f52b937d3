"""What a host decides, from one file and the environment; docs/hosting.md has every setting with its default.

The file is `hosting.toml` in `$GLASSBOX_HOME`, or the one that `GLASSBOX_HOSTING` names. A variable of the environment
takes precedence, so that secrets need not be in a file: `GLASSBOX_HOST_SIGN_IN__CLIENT_SECRET` is `client_secret` of
`[sign_in]`.
"""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from core import workspace
from core.errors import InputError
from core.i18n import N_
from core.quota import Limits

FILE, NAMED = "hosting.toml", "GLASSBOX_HOSTING"
PREFIX = "GLASSBOX_HOST_"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SECRET_SIGNS = 32
NO_FILE = N_("There is no file {path}, which GLASSBOX_HOSTING names. Write it as docs/hosting.md says.")
DAMAGED = N_("{path} is no TOML: {error}. Mend it; docs/hosting.md has an example.")
WRONG = N_("The setting {setting} of the host cannot be used: {error}. See docs/hosting.md.")


def _check_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("write it as people see it, such as https://glassbox.example.org")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ValueError("sign-in needs https for every name but localhost")
    return address.rstrip("/")


def _check_secret(secret: SecretStr) -> SecretStr:
    if len(secret.get_secret_value()) < SECRET_SIGNS:
        raise ValueError(f"it needs at least {SECRET_SIGNS} signs; make one with: openssl rand -hex 32")
    return secret


Address = Annotated[str, AfterValidator(_check_address)]
Secret = Annotated[SecretStr, AfterValidator(_check_secret)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SignIn(_Part):
    """An OpenID Connect provider, and what it knows this server as."""

    issuer: Address
    client_id: str
    client_secret: SecretStr
    scope: str = "openid email profile"
    prompt: str = "select_account"

    @property
    def metadata(self) -> str:
        """Where the provider describes itself."""
        return f"{self.issuer}/.well-known/openid-configuration"


class Keep(_Part):
    """Hours until things are deleted, after they were last used; 0 keeps them for good."""

    guests: float = Field(24, gt=0)
    people: float = Field(0, ge=0)


class Allowances(_Part):
    """What a person who has signed in may take, what a guest may, and what all guests of one address may together."""

    person: Limits = Limits(
        sessions=10, file_mb=100, upload_mb=2048, stored_mb=5120, pictures=20_000, jobs=5, training_minutes=120,
        epochs=100, image_size=260,
    )  # fmt: skip
    guest: Limits = Limits(
        sessions=4, file_mb=20, upload_mb=100, stored_mb=200, pictures=1500, jobs=2, training_minutes=10, epochs=20,
        image_size=96,
    )  # fmt: skip
    address: Limits = Limits(
        sessions=60, upload_mb=1024, stored_mb=2048, pictures=30_000, jobs=60, training_minutes=120
    )  # fmt: skip


class HostSettings(BaseSettings):
    """Every setting of a hosted server."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__", frozen=True, extra="forbid")

    address: Address
    cookie_secret: Secret
    sign_in: SignIn | None = None
    guests: Literal["none", "look", "train"] = "look"
    links: Literal["off", "people", "anyone"] = "anyone"
    teachers: Literal["nobody", "people"] | tuple[str, ...] = "people"
    listen: str = "127.0.0.1"
    port: int = Field(8501, ge=1, le=65535)
    proxies: int = Field(0, ge=0, le=9)
    frames: tuple[str, ...] = ()
    figures: str = "127.0.0.1:9464"
    sessions: int = Field(200, ge=1)
    free_mb: int = Field(1000, ge=0)
    keep: Keep = Keep()
    limits: Allowances = Allowances()

    @model_validator(mode="after")
    def _require_a_way_in(self) -> "HostSettings":
        if self.sign_in is None and self.guests == "none":
            raise ValueError("nobody could come in: name a provider in [sign_in], or admit guests")
        return self

    @property
    def origin(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def base_path(self) -> str:
        return urlsplit(self.address).path.strip("/")

    @property
    def host(self) -> str:
        return str(urlsplit(self.address).hostname)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, find_file())


def find_file() -> Path:
    """Where the settings are read."""
    named = os.environ.get(NAMED)
    return Path(named).expanduser() if named else workspace.home() / FILE


def load() -> HostSettings:
    """The settings of this host.

    Raises:
        InputError: one is missing or cannot be used; the message names it.

    """
    path = find_file()
    if NAMED in os.environ and not path.is_file():
        raise InputError(NO_FILE, path=str(path))
    try:
        return HostSettings()
    except tomllib.TOMLDecodeError as error:
        raise InputError(DAMAGED, path=str(path), error=str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "guests"
        raise InputError(WRONG, setting=name, error=first["msg"].removeprefix("Value error, ")) from error
