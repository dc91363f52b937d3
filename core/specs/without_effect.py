"""Settings that somebody has chosen and a training takes no note of, in a sentence each."""

from collections.abc import Collection

from core.i18n import N_, Message, listed
from core.specs.named_values import list_values
from core.specs.settings import Setting, list_settings
from core.specs.training_spec import HEAD_FIELDS, TrainingSpec

OF_A_HEAD = N_("{name} has no effect: a head alone is trained until it has converged.")
WITH_OTHERS = N_("{name} has no effect: it is a setting of {others}.")


def explain_without_effect(spec: TrainingSpec, names: Collection[str]) -> list[Message]:
    """A sentence for each of the named settings that a training by this spec takes no note of."""
    values, known = list_values(spec), list_settings()
    told = []
    for name in (one for one in known if one in names):
        if not known[name].has_effect(values):
            told.append(Message(WITH_OTHERS, {"name": name, "others": _name_others(known[name])}))
        elif spec.head_only and name not in HEAD_FIELDS:
            told.append(Message(OF_A_HEAD, {"name": name}))
    return told


def _name_others(setting: Setting) -> str:
    """Such as `optimizer sgd, rmsprop`."""
    return "; ".join(f"{name} {listed(heeded)}" for name, heeded in setting.form.only_with.items())
