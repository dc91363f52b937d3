"""A host's settings for tests, without a file."""

from core.hosting.owners import Visitor, name_guest, name_person
from core.hosting.settings import HostSettings

SECRET = "0123456789abcdef0123456789abcdef"
ISSUER = "https://id.example.org"
PROVIDER = {"issuer": ISSUER, "client_id": "glassbox", "client_secret": "s"}


def make_host(**settings):
    given = {"address": "https://glass.example.org", "cookie_secret": SECRET, "sign_in": PROVIDER}
    return HostSettings(**given | settings)


def make_person(name):
    return Visitor(owner=name_person(ISSUER, name), kind="person", name=name, email=f"{name}@example.org")


def make_guest(number, address=""):
    return Visitor(owner=name_guest(number), kind="guest", address=address)
