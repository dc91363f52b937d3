"""`admin owners | quota OWNER | sweep`: for who hosts this server."""

from argparse import Namespace
from typing import Any

from core.cli.arguments import Parser, Verbs, parse_settings
from core.cli.output import format_moment, print_json, print_pairs, print_table
from core.errors import InputError
from core.hosting.packages import require_packages
from core.i18n import N_, _
from core.units import format_bytes

UNKNOWN_LIMIT = N_("There is no limit {setting}. Choose one of: {known}.")


def add_arguments(parser: Parser) -> None:
    verbs = Verbs(parser)
    verbs.add("owners", list_owners, N_("who has a workspace here, and what they use"))
    quota = verbs.add("quota", show_quota, N_("what an owner may take, and limits of their own"), "owner")
    quota.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help=_("a limit that they alone have")
    )
    quota.add_argument("--reset", action="store_true", help=_("the limits of everybody again"))
    verbs.add("sweep", sweep, N_("delete what has been kept for long enough"))


def list_owners(args: Namespace) -> None:
    require_packages()
    # Imported here and below: the help of a command needs none of it.
    from core.hosting import usage

    described = [_describe(one) for one in usage.list_usage()]
    if args.json:
        print_json({"owners": described})
        return
    print_table(
        [_("Owner"), _("Name"), _("Last here"), _("Stored"), _("Datasets"), _("Runs"), _("Jobs"), _("Minutes today")],
        (
            (
                one["owner"][:12],
                one["email"] or one["name"] or _("Guest"),
                format_moment(one["seen"] or None),
                format_bytes(one["bytes"]),
                one["datasets"],
                one["runs"],
                one["jobs"],
                f"{one['training_minutes']:.1f}",
            )
            for one in described
        ),
    )


def show_quota(args: Namespace) -> None:
    require_packages()
    from core.hosting import owners, settings
    from core.hosting.owners import Visitor

    record = owners.find(args.owner)
    if args.reset:
        record = owners.set_limits(record.owner, None)
    if given := parse_settings(args.set):
        kept = record.limits.model_dump(exclude_none=True) if record.limits else {}
        record = owners.set_limits(record.owner, _read_limits(kept | given))
    visitor = Visitor(owner=record.owner, kind=record.kind, name=record.name, email=record.email)
    limits = owners.build_quota(visitor, record, settings.load()).accounts[0].limits
    shown = {"owner": record.owner, **limits.model_dump()}
    if args.json:
        print_json(shown)
    else:
        print_pairs({name: _("no limit") if value is None else value for name, value in shown.items()})


def sweep(args: Namespace) -> None:
    require_packages()
    from core.hosting import retention, settings

    done = retention.sweep(settings.load())
    if args.json:
        print_json({"erased": list(done.owners), "links": done.links, "bytes": done.size})
        return
    print(
        _("Erased owners: {owners}. Links that had ended: {links}.").format(owners=len(done.owners), links=done.links)
    )


def _read_limits(given: dict[str, Any]) -> Any:
    from pydantic import ValidationError

    from core.quota import Limits

    if unknown := sorted(set(given) - set(Limits.model_fields)):
        raise InputError(UNKNOWN_LIMIT, setting=unknown[0], known=", ".join(Limits.model_fields))
    try:
        return Limits.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(N_("{setting}: {error}."), setting=first["loc"][0], error=first["msg"]) from error


def _describe(one: Any) -> dict[str, Any]:
    return {
        "owner": one.record.owner,
        "kind": one.record.kind,
        "name": one.record.name,
        "email": one.record.email,
        "since": one.record.since,
        "seen": one.seen,
        "bytes": round(one.size),
        "pictures": one.pictures,
        "datasets": one.datasets,
        "runs": one.runs,
        "jobs": one.jobs,
        "training_minutes": one.training_minutes,
        "uploaded_bytes": round(one.uploaded),
    }
