"""Replays a Dockerfile step by step in a chroot that debootstrap has made of the same Debian."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
KNOWN = {"FROM", "ARG", "RUN", "WORKDIR", "ENV", "COPY", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"}
BASE_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"  # as images have it
PATIENCE = 1800  # seconds that one step may take
# How this machine reaches its package indexes; an image is built where nothing has to be said of them.
REACH = ("PIP_", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")
NEEDED = ("etc/resolv.conf", "etc/xdg/pip", "etc/pip.conf")
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
COPIED = "/etc/ssl/of-the-building-machine.crt"  # the image's own are made anew when the package is installed


def read_steps(dockerfile: Path) -> list[tuple[str, str]]:
    """The instructions of a Dockerfile that has one a line."""
    lines = [line for line in dockerfile.read_text().splitlines() if line and not line.startswith("#")]
    steps = [tuple(line.split(" ", 1)) for line in lines]
    assert {name for name, _rest in steps} <= KNOWN
    return steps


@dataclass
class Image:
    """What the steps have made so far."""

    root: Path
    arguments: dict[str, str] = field(default_factory=dict)  # those of the building
    folder: str = "/"
    user: str = "0"
    environment: dict[str, str] = field(default_factory=lambda: {"HOME": "/root", "PATH": BASE_PATH})
    entry: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)
    check: list[str] = field(default_factory=list)

    def replay(self, steps: list[tuple[str, str]]) -> None:
        for name, rest in steps:
            getattr(self, f"_{name.lower()}")(rest)

    def build_call(self, command: list[str], **environment: str) -> list[str]:
        """The command as it runs in the image: as its user, in its folder, with its environment."""
        values = [f"{name}={value}" for name, value in (self.environment | environment).items()]
        user = ["setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups"]
        inside = ["sh", "-c", f'cd {self.folder} && exec "$@"', "sh", *command]
        return ["chroot", str(self.root), "/usr/bin/env", "-i", *values, *user, *inside]

    def run(self, command: list[str], **environment: str) -> str:
        done = subprocess.run(self.build_call(command, **environment), capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        return done.stdout

    def _from(self, base: str) -> None:
        suite = base.removeprefix("debian:").removesuffix("-slim")
        made = subprocess.run(
            ["debootstrap", "--variant=minbase", suite, str(self.root), "http://deb.debian.org/debian"],
            capture_output=True, text=True, timeout=PATIENCE,
        )  # fmt: skip
        assert made.returncode == 0, made.stdout[-2000:] + made.stderr[-2000:]
        if CERTIFICATES.exists():
            (self.root / "etc/ssl").mkdir(exist_ok=True)
            shutil.copy(CERTIFICATES, self.root / COPIED.strip("/"))
        for place in NEEDED:
            source, target = Path("/") / place, self.root / place
            if source.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                (shutil.copytree if source.is_dir() else shutil.copy)(source, target)

    def _arg(self, name: str) -> None:
        assert name in self.arguments

    def _run(self, script: str) -> None:
        reach = {name: value for name, value in os.environ.items() if name.startswith(REACH)}
        trust = {"PIP_CERT": COPIED} if CERTIFICATES.exists() else {}
        self.run(["sh", "-ec", script], **(reach | trust | self.arguments))

    def _workdir(self, folder: str) -> None:
        self.folder = folder
        (self.root / folder.strip("/")).mkdir(parents=True, exist_ok=True)

    def _env(self, pair: str) -> None:
        name, value = pair.split("=", 1)
        self.environment[name] = value

    def _copy(self, arguments: str) -> None:
        *sources, target = arguments.split()
        place = self.root / self.folder.strip("/") / target
        for source in map(ROOT.__truediv__, sources):
            if source.is_dir():
                shutil.copytree(source, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, place)

    def _user(self, name: str) -> None:
        lines = (self.root / "etc/passwd").read_text().splitlines()
        (entry,) = (line.split(":") for line in lines if line.startswith(f"{name}:"))
        self.user, self.environment["HOME"] = entry[2], entry[5]

    def _volume(self, folder: str) -> None:
        assert (self.root / folder.strip("/")).is_dir()

    def _expose(self, port: str) -> None:
        assert int(port)

    def _healthcheck(self, rest: str) -> None:
        self.check = json.loads(rest.split(" CMD ", 1)[1])

    def _entrypoint(self, words: str) -> None:
        self.entry = json.loads(words)

    def _cmd(self, words: str) -> None:
        self.command = json.loads(words)
