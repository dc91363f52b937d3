"""How good a model is on labelled pictures: its figures, where it errs, when to answer, and how far to believe it.

In the address: `?run=` the model, `&dataset=&split=` what it is judged on, `&positive=` the positive class of two,
`&view=` which section is open; each section says what else.
"""

from collections.abc import Callable, Sequence
from typing import cast

import streamlit as st

from core.data import datasets
from core.data.index import PART_NAMES, SPLITS, Part
from core.errors import InputError
from core.evaluation.data_notes import explain_data
from core.evaluation.evaluate import explain_unjudgeable, find_judgeable
from core.i18n import N_, _
from core.inference.imagenet_model import make_imagenet_model
from core.inference.model import Model
from core.units import join_names
from pages.inference.evaluate.again import offer_again
from pages.inference.evaluate.baseline import baseline
from pages.inference.evaluate.beside import beside_section
from pages.inference.evaluate.calibration import calibration_section
from pages.inference.evaluate.curves import curves_section
from pages.inference.evaluate.figures import headline_figures
from pages.inference.evaluate.galleries import galleries
from pages.inference.evaluate.judged import Judged, read_judged, read_notes
from pages.inference.evaluate.matrix import matrix_section
from pages.inference.evaluate.offer import offer
from pages.inference.evaluate.slices import slices
from pages.inference.evaluate.threshold.section import threshold_section
from pages.shared import address
from pages.shared.models.data_notes import data_notes
from pages.shared.models.model_card_download import model_card_download
from pages.shared.models.model_choice import choose_model
from pages.shared.models.positive_choice import choose_positive
from pages.shared.onward import Step, onward
from pages.shared.plain import escape_markdown

SCREEN = "evaluate"
DATASETS = "pages/training/datasets/page.py"
TRAIN = "pages/training/train/page.py"
EXPORT = "pages/inference/export/page.py"


def _mistakes(judged: Judged, _positive: str | None) -> None:
    matrix_section(judged)
    galleries(judged.found, judged.dataset)
    slices(judged.found, judged.dataset)


SECTIONS: dict[str, tuple[str, Callable[[Judged, str | None], None]]] = {
    "matrix": (N_("Mistakes"), _mistakes),
    "threshold": (N_("Threshold"), threshold_section),
    "calibration": (N_("Calibration"), lambda judged, _positive: calibration_section(judged)),
    "curves": (N_("Curves"), curves_section),
    "beside": (N_("Another model"), lambda judged, _positive: beside_section(judged)),
}


def _choose_pictures(model: Model) -> tuple[str, Part]:
    """The dataset and the part of it to judge on: the test split of the model's own at first."""
    names = find_judgeable(model)
    if not names:
        st.info(_explain_no_dataset(model), icon=":material/info:")
        st.page_link(DATASETS, label=_("Datasets"), icon=":material/photo_library:")
        st.stop()
    first, second = st.columns([3, 2])
    with first:
        dataset = address.select(_("Dataset"), {name: name for name in names}, name="dataset", screen=SCREEN)
    with second:
        parts = {name: _(PART_NAMES[name]) for name in _list_parts(dataset)}
        part = address.switch(_("Split"), parts, name="split", screen=SCREEN)
    _explain_others(model, names)
    return dataset, cast(Part, part)


def _explain_no_dataset(model: Model) -> str:
    if model.id == make_imagenet_model().id:
        return _("No dataset here has classes that are made up of ImageNet's. Add one of cats and dogs.")
    text = _("No dataset here has the classes of this model, {classes}. Add one whose folders have these names.")
    return escape_markdown(text.format(classes=join_names(model.classes)))


def _explain_others(model: Model, names: Sequence[str]) -> None:
    """Why the dataset of the address is not shown, or which ones are not in the list."""
    asked = st.query_params.get("dataset")
    if asked and asked not in names and (why := explain_unjudgeable(model, asked)):
        st.warning(escape_markdown(str(why)), icon=":material/info:")
    elif others := [name for name in datasets.list_names() if name not in names]:
        text = _("Not in the list, since their classes are not those of this model: {names}.")
        st.caption(escape_markdown(text.format(names=join_names(others))))


def _list_parts(dataset: str) -> list[str]:
    """The splits that have pictures, the test split first, and all of them; all there are of a dataset that is gone."""
    try:
        counts = datasets.load(dataset).manifest.splits
    except InputError:
        return list(PART_NAMES)
    there = [name for name in PART_NAMES if counts.get(name)]
    return [*there, "all"] if len(there) > 1 else there or list(SPLITS)


def _show(judged: Judged) -> None:
    positive = choose_positive(judged.raw.classes, screen=SCREEN, default=judged.found.rule.positive)
    headline_figures(judged, positive)
    offer_again(judged)
    moved = read_notes(judged.model, judged.dataset, judged.part, judged.raw).moved
    data_notes([*explain_data(judged.model, judged.dataset, judged.part), *moved])
    if judged.part != "all":
        baseline(judged.model, judged.dataset, judged.part, judged.report)
    titles = {name: _(title) for name, (title, _section) in SECTIONS.items()}
    SECTIONS[address.switch(_("Look at"), titles, name="view", screen=SCREEN)][1](judged, positive)


def _offer_export() -> Step:
    return Step(_("Good enough? Take it with you."), EXPORT, _("Export"), {"run": model.id})


def _list_next_steps(dataset: str, judged: Judged | None) -> list[Step]:
    if judged is not None and judged.report.summary.accuracy == 1:
        why = _("Not one mistake among {n} pictures. More test pictures would say more.").format(
            n=f"{judged.report.n:,}"
        )
        return [Step(why, DATASETS, _("Datasets"), {"dataset": dataset}), _offer_export()]
    check = _("Some mistakes are wrong labels of the dataset. Have its labels checked.")
    again = _("More pictures of what it confuses help most. Then train again.")
    return [
        Step(check, DATASETS, _("Check the labels"), {"dataset": dataset}),
        Step(again, TRAIN, _("Train again"), {"dataset": dataset}),
        _offer_export(),
    ]


st.title(_("Evaluate"))
model = choose_model(SCREEN, explain=False)
try:
    dataset, part = _choose_pictures(model)
    judged = read_judged(model, dataset, part)
    if judged is None:
        text = _(
            "This model has not been evaluated on these pictures yet. It takes a few seconds for a thousand of them."
        )
        offer(model, dataset, part, text)
    else:
        _show(judged)
        model_card_download(model)
    onward(*_list_next_steps(dataset, judged))
except InputError as error:
    st.error(escape_markdown(str(error)), icon=":material/error:")
