"""`explain`: which parts of a picture speak for a class, as a PNG, with the checks that say how far to trust it."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import files
from core.cli.arguments import Parser, file_to_write
from core.cli.output import format_per_cent, print_json, print_pairs
from core.errors import InputError
from core.explain.methods import METHODS
from core.i18n import N_, _

if TYPE_CHECKING:
    from core.explain.explanation import Explanation

DEPENDS = N_("{similarity} (changes when the weights are random, as it should)")
SAME = N_("{similarity} (stays nearly the same when the weights are random: do not trust it)")


def add_arguments(parser: Parser) -> None:
    parser.add_argument("model")
    parser.add_argument("image", type=Path, metavar="IMAGE")
    parser.add_argument("--method", required=True, choices=list(METHODS), help=_("how to explain it"))
    parser.add_argument("--class", dest="label", metavar="NAME", help=_("the class; the most probable one by default"))
    parser.add_argument("--out", required=True, type=file_to_write, metavar="FILE.png", help=_("the picture to write"))
    parser.set_action(explain)


def explain(args: Namespace) -> None:
    from core.explain.overlay import lay_over
    from core.explain.region import find_seen_region
    from core.inference.decision import read_decision
    from core.inference.models import find_model
    from core.tasks.models.explain import explain_picture

    if args.out.suffix.lower() != ".png":
        raise InputError(N_("{file} is to be a PNG. Name a file that ends in .png."), file=str(args.out))
    model = find_model(args.model)
    found = explain_picture(model.id, args.image, str(args.image), args.method, args.label)
    rule = read_decision(model)
    found = found.calibrate(rule)
    layers = lay_over(args.image, str(args.image), found.values, find_seen_region(model))
    files.write_atomically(args.out, layers.encode_mixed())
    label, complete = model.classes[found.target], found.completeness
    answer = rule.answer(found.probabilities, model.classes)
    checks: dict[str, Any] = {"randomised_similarity": found.randomised_similarity}
    if complete is not None:
        checks["completeness"] = {
            "attributed": complete.attributed, "expected": complete.expected, "error": complete.error,
        }  # fmt: skip
    if args.json:
        print_json({
            "model": model.id, "image": str(args.image), "method": args.method, "class": label, "out": str(args.out),
            "probability": float(found.probabilities[found.target]), "answer": answer, "logit": found.logit,
            "checks": checks,
        })  # fmt: skip
        return
    pairs = {
        _("Picture"): args.image,
        _("Class"): model.translate(label),
        _("Probability"): format_per_cent(float(found.probabilities[found.target])),
        _("Answer"): _("not sure") if answer is None else model.translate(answer),
        _("Similarity with random weights"): _describe_similarity(found, model.translate(label)),
    }
    if complete is not None:
        pairs[_("Sum of all pixels, and the change of the logit")] = (
            f"{complete.attributed:.3f} / {complete.expected:.3f}"
        )
    print_pairs(pairs | {_("File"): args.out})


def _describe_similarity(found: "Explanation", label: str) -> str:
    from core.explain.explanation import NOTHING

    if found.randomised_similarity is None:
        return _("not defined: {reason}").format(reason=_(NOTHING).format(label=label))
    said = DEPENDS if found.depends_on_learning else SAME
    return _(said).format(similarity=f"{found.randomised_similarity:.2f}")
