"""`predict`: the class of pictures, one after another; one that cannot be read does not keep the others back."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from core.cli.output import per_cent, print_json, print_table
from core.errors import InputError
from core.i18n import N_, _
from core.inference import imagenet
from core.inference.predict import classifier
from core.inference.predict import predict as classes_of
from core.inference.session import Classifier


def predict(args: Namespace) -> int:
    if args.top < 1:
        raise InputError(N_("--top is {value}. Ask for at least 1 class."), value=args.top)
    model = classifier(imagenet.find(args.run))
    found = [_one(model, name, args.top) for name in args.images]
    if args.json:
        print_json({"run": args.run, "predictions": found})
    else:
        print_table(
            [_("Picture"), _("Class"), _("Probability")],
            (
                (one["path"], imagenet.shown(one.get("label", "")), one.get("error") or per_cent(one["probability"]))
                for one in found
            ),
        )
    return 2 if all("error" in one for one in found) else 0


def _one(model: Classifier, name: str, top: int) -> dict[str, Any]:
    try:
        guesses = classes_of(model, Path(name), name)
    except InputError as error:
        return {"path": name, "error": str(error)}
    best = guesses[0]
    named = [{"label": guess.label, "probability": guess.probability} for guess in guesses[:top]]
    return {"path": name, "label": best.label, "probability": best.probability, "top": named}
