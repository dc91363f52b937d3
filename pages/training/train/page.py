"""Choose what to train, press one button, and watch it learn. `?run=` in the address shows that run."""

from collections.abc import Iterator

import streamlit as st

from core import recent
from core.data.intake import choices
from core.data.intake.choices import Choice
from core.errors import InputError
from core.files import none_if_damaged
from core.i18n import _, sentences
from core.networks.catalogue import translate_title
from core.runs import folder
from core.runs.folder import RunFolder
from core.runs.foretold.promise import explain_outcome, explain_promise, foretell, read_promise
from core.runs.kind import TRAIN
from core.tasks import train
from pages.shared import visitor
from pages.shared.allowance import show_training_allowance
from pages.shared.guide import guide
from pages.shared.guide.facts import Facts
from pages.shared.guide.own_network import list_tested
from pages.shared.link import share_button
from pages.shared.onward import Step, onward
from pages.shared.plain import escape_markdown
from pages.shared.run.run_view import run_view
from pages.training.train.afterwards.more_pictures import more_pictures
from pages.training.train.afterwards.result_card import result_card
from pages.training.train.backbone_form import can_start
from pages.training.train.design_form import find_problem
from pages.training.train.form import more_settings, training_form
from pages.training.train.form_state import STATE, fill, find_recommended, spec
from pages.training.train.network_table import show_network
from pages.training.train.pretrained_form import adapt_defaults
from pages.training.train.spec_file import spec_file

PREDICT = "pages/inference/predict/page.py"
EVALUATE = "pages/inference/evaluate/page.py"
COMPARE = "pages/training/compare/page.py"
DATASETS = "pages/training/datasets/page.py"
RUNS = "pages/training/runs/page.py"
DRAWN = STATE.key("drawn_dataset")


def _ask() -> None:
    st.title(_("Train"))
    if absent := TRAIN.explain_absence():
        st.info(str(absent), icon=":material/info:")
    STATE.restore()
    settings, network = st.columns([1, 1], gap="large")
    with settings:
        choice = _dataset()
        if choice is None:
            return
        training_form(choice)
        problem = find_problem(spec(), choice.classes)
        ready = can_start(choice) and problem is None and absent is None
        with st.container(key="train_start", gap="xsmall"):  # stays in sight, by page.css
            pressed = st.button(
                _("Train"), type="primary", icon=":material/play_arrow:", width="stretch", disabled=not ready
            )
            if problem is None:
                st.caption(sentences(_name_training(choice), *map(str, explain_promise(foretell(spec(), choice)))))
            show_training_allowance()
        more_settings(choice)
        spec_file(spec())
    with network:
        if problem:
            st.error(escape_markdown(str(problem)), icon=":material/error:")
        else:
            show_network(spec(), choice.classes)
    why = _("Rather train on other pictures? Add a zip or a folder of your own, one folder a class.")
    onward(Step(why, DATASETS, _("Datasets")))
    STATE.keep()
    if ready:
        train.prepare(spec())
    if pressed and not STATE.was_shown():
        st.warning(_("The form changed while you pressed. Look at it again, then press Train."), icon=":material/info:")
    elif pressed:
        st.query_params.from_dict({"run": train.start(spec()).run_id, **guide.read_address()})
        st.rerun()


def _name_training(choice: Choice) -> str:
    """What the button starts, since its form may lie far above it."""
    text = _("Trains {network} on {dataset}.")
    return text.format(network=translate_title(spec().architecture), dataset=escape_markdown(choice.name))


def _dataset() -> Choice | None:
    """What to train on; None for as long as nobody has said it, where a link names a dataset that is not there."""
    names = choices.list_names()
    if STATE["dataset"] not in names:
        STATE.set(dataset=None)
    name = st.selectbox(
        _("Dataset"), names, key=STATE.key("dataset"), on_change=_fit, placeholder=_("Choose a dataset")
    )
    if name is None:
        return None
    choice = choices.find_choice(name)
    st.session_state[DRAWN] = name
    recent.remember("dataset", name)
    about = _("{images} pictures, {classes} classes").format(images=f"{choice.images:,}", classes=choice.classes)
    if choice.drawn:
        about += " · " + _("drawn by a program, not photos")
    st.caption(about)
    return choice


def _fit() -> None:
    """Another dataset has pictures of another size, and is told apart by another network unless that was chosen."""
    before, now = st.session_state.get(DRAWN), STATE["dataset"]
    STATE.set(image_size=None)
    if STATE["architecture"] == find_recommended(before):
        STATE.set(architecture=find_recommended(now) or STATE["architecture"])
        adapt_defaults()


def _watch(run_id: str) -> None:
    st.title(_("Training"))
    run = folder.find(run_id)
    run_view(run)
    _compare_with_promise(run)
    has_model = run.onnx_model.exists()
    if has_model:
        recent.remember("model", run_id)
        result_card(run)
        more_pictures(run)
    guide.tell(Facts(tested=list_tested()))
    st.button(_("Train another"), icon=":material/add:", on_click=fill, args=(run.read_training_spec(),))
    if visitor.is_hosted():
        _share(run_id, has_model=has_model)
    if has_model:
        onward(*_list_next_steps(run))


def _share(run_id: str, *, has_model: bool) -> None:
    with st.container(horizontal=True):
        share_button("run", run_id, _("Share this training"))
        if has_model:
            share_button("model", run_id, _("Let others try the model"))


def _compare_with_promise(run: RunFolder) -> None:
    """How far off was what the form had told, once the run has ended."""
    promise, result = read_promise(run), none_if_damaged(run.read_training_result)()
    if promise and result:
        st.caption(sentences(*map(str, explain_outcome(promise, result))))


def _list_next_steps(run: RunFolder) -> Iterator[Step]:
    """What to do with a model: ask it, judge it, and compare it, once there is another run."""
    query = {"run": run.run_id}
    yield Step(_("Show it pictures that it has never seen."), PREDICT, _("Predict with it"), query)
    yield Step(_("Which classes does it confuse, and on which pictures?"), EVALUATE, _("See where it errs"), query)
    if other := next((one for one in folder.list_runs() if one != run), None):
        both = {"runs": f"{run.run_id},{other.run_id}"}
        yield Step(_("Is it better than another run, or is that chance?"), COMPARE, _("Compare"), both)


try:
    if "run" in st.query_params:
        _watch(st.query_params["run"])
    else:
        _ask()
except InputError as error:
    st.error(escape_markdown(str(error)), icon=":material/error:")
    if "run" in st.query_params:
        st.page_link(RUNS, label=_("Runs"), icon=":material/list:")
