"""Collect a few pictures a class and see a classifier of them at once. `?draft=` in the address is the collection."""

import streamlit as st

from core.data import datasets
from core.data.intake import drafts
from core.data.intake.drafts import Draft
from core.data.names import suggest_name
from core.errors import InputError
from core.i18n import _, ngettext, sentences
from core.inference.decision import DecisionRule, save_decision
from core.inference.instant import PLAIN, Collection, HeldOut, Instant, find_smallest_class, fit_instant
from core.inference.previews import render_preview
from core.tasks.datasets import add_dataset
from core.tasks.datasets.add_dataset import ADD_DATASET, AddRequest
from core.units import format_per_cent
from pages.shared import address
from pages.shared.allowance import describe_stay, largest_upload
from pages.shared.caches import cache_data, cache_resource
from pages.shared.charts.probability_bars import probability_bars
from pages.shared.jobs.job_section import follow, job_section, take_ended
from pages.shared.onward import Step, onward
from pages.shared.pictures.collection import MEGABYTES, camera, class_cards, find_draft, show_problems
from pages.shared.plain import escape_markdown

HERE = "pages/training/instant/page.py"
TRAIN = "pages/training/train/page.py"
DATASETS = "pages/training/datasets/page.py"
JOB = "instant.job"
MADE = "instant.made"  # the dataset that was made of the collection here
REJECT, THRESHOLD = "instant.reject", "instant.threshold"  # in the session: the sliders, in per cent
EVEN = 50  # per cent: the threshold of a classifier for which none is kept
USEFUL = 10  # pictures a class
SHOWN = 240  # pixels of the picture that is tried


@cache_resource(max_entries=8)
def _fit_cached(pictures: tuple[tuple[str, tuple[str, ...]], ...], _draft: Draft) -> Instant | None:
    """The classifier of these classes and pictures; pictures are named by their content."""
    return fit_instant(_draft)


@cache_data(max_entries=64)
def _predict_held_out_cached(pictures: tuple[tuple[str, tuple[str, ...]], ...], _model: Instant) -> HeldOut:
    return _model.predict_held_out()


def _list_content(draft: Draft) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((label, tuple(path.name for path in draft.list_pictures(label))) for label in draft.classes)


def _resume() -> None:
    """The way back to what was collected last."""
    if latest := drafts.find_latest():
        n = sum(len(latest.list_pictures(label)) for label in latest.classes)
        text = ngettext(
            "Go on with the last collection: {n} picture", "Go on with the last collection: {n} pictures", n
        )
        query = {"draft": latest.draft_id}
        st.page_link(HERE, label=text.format(n=n), icon=":material/history:", query_params=query)


def _try(model: Instant | None, rule: DecisionRule) -> None:
    """One picture, and what the classifier of this moment says of it."""
    st.subheader(_("Try it"), anchor=False)
    if model is None:
        st.caption(_("As soon as two classes have a picture, you can ask here."))
        return
    file = st.file_uploader(
        _("A picture to ask about"),
        max_upload_size=largest_upload(MEGABYTES),
        key="instant.try",
        label_visibility="collapsed",
    )
    shot = camera("try", _("A picture to ask about"))
    if asked := shot or file:
        try:
            verdict = model.predict(asked.getvalue(), asked.name, rule)
        except InputError as error:
            st.error(escape_markdown(str(error)), icon=":material/broken_image:")
            return
        if asked is file:
            st.image(render_preview(asked.getvalue(), asked.name, 2 * SHOWN), width=SHOWN, alt=asked.name)
        headline = f"{escape_markdown(verdict.label)} · {format_per_cent(verdict.probability)}"
        st.subheader(headline if verdict.is_sure else _("Not sure"), anchor=False)
        if not verdict.is_sure:
            st.markdown(_("If it has to choose: {answer}").format(answer=headline))
        probability_bars({guess.label: guess.probability for guess in verdict.rank_guesses()}, model.classes)


def _show_accuracy(draft: Draft, model: Instant, rule: DecisionRule) -> None:
    """Accuracy on pictures that were left out, with its interval, and what would make it surer."""
    st.subheader(_("How good is it?"), anchor=False)
    with st.spinner(_("Judging every picture without it")):
        held_out = _predict_held_out_cached(_list_content(draft), model)
    judged = held_out.judge(rule)
    between = " – ".join(map(format_per_cent, judged.interval)) if judged.n else None
    st.metric(
        _("Right about pictures left out"), f"{judged.right} / {judged.n}", delta=between, delta_color="off",
        delta_arrow="off",
    )  # fmt: skip
    if judged.n < judged.asked:
        st.caption(_("It answers {n} of {asked} pictures, and is not sure of the others.").format(**vars(judged)))
    method = (
        _("Each picture is predicted by a classifier trained on all the others.")
        if held_out.folds is None
        else _("In ten groups: each group is predicted by a classifier trained on the other nine.")
    )
    st.caption(_("{method} With the 95% interval: more pictures make it narrower.").format(method=method))
    label, count = find_smallest_class(draft)
    if count < USEFUL:
        st.info(
            _(
                "{label} has {count} so far. From about {useful} pictures a class on, such a classifier is useful."
            ).format(label=escape_markdown(label), count=count, useful=USEFUL),
            icon=":material/add_a_photo:",
        )


def _choose_rule(collection: Collection, rule: DecisionRule) -> None:
    """When it answers, kept with the collection: the figure above and the answer follow."""
    with st.expander(_("When to answer"), icon=":material/rule:"):
        st.session_state[REJECT] = round(100 * (rule.reject_below or 0))
        st.slider(
            _("Not sure below"), 0, 100, format="%d%%", key=REJECT, on_change=_keep_rule, args=(collection,),
            help=_("Answers that are less certain are none: “not sure”."),
        )  # fmt: skip
        if len(collection.classes) != 2:
            return
        first = collection.classes[0]
        st.session_state[THRESHOLD] = _find_threshold(rule, first)
        st.slider(
            _("Answer {label} from").format(label=escape_markdown(first)), 1, 99, format="%d%%", key=THRESHOLD,
            on_change=_keep_rule, args=(collection,),
            help=_("Higher where a false alarm is worse, lower where a miss is."),
        )  # fmt: skip


def _find_threshold(rule: DecisionRule, label: str) -> int:
    """That of a class in per cent; of the other class it is what is left."""
    if rule.threshold is None:
        return EVEN
    per_cent = round(100 * rule.threshold)
    return per_cent if rule.positive == label else 100 - per_cent


def _keep_rule(collection: Collection) -> None:
    reject, threshold = st.session_state[REJECT], st.session_state.get(THRESHOLD, EVEN)
    has_threshold = len(collection.classes) == 2 and threshold != EVEN
    rule = DecisionRule(
        threshold=threshold / 100 if has_threshold else None,
        positive=collection.classes[0] if has_threshold else None,
        reject_below=reject / 100 or None,
    )
    save_decision(collection, rule)


def _keep(draft: Draft) -> None:
    """Make a dataset of the collection, and the way to train on it."""
    st.subheader(_("Keep as a dataset"), anchor=False)
    proposal = suggest_name(" ".join(draft.classes), datasets.list_names())
    name = st.text_input(_("Name"), proposal, key=f"instant.dataset.{proposal}")
    if st.button(_("Keep as a dataset"), icon=":material/save:", key="instant.keep"):
        try:
            follow(JOB, add_dataset.start_draft(draft, name))
        except InputError as error:
            st.error(escape_markdown(str(error)), icon=":material/error:")
            return
    if job := take_ended(JOB):
        st.session_state[MADE] = job.read_spec(AddRequest).name
    job_section(JOB, ADD_DATASET, lambda request: request.draft == draft.draft_id)
    if made := st.session_state.get(MADE):
        st.success(_("The dataset {name} was made, with copies of the pictures.").format(name=escape_markdown(made)))


def _find_next_step() -> Step:
    """Train on the dataset that was made here; before that, the way for those who have folders of pictures."""
    if made := st.session_state.get(MADE):
        why = _("Now the network can learn from these pictures for longer, and be judged on others.")
        return Step(why, TRAIN, _("Train a model on it"), {"dataset": made})
    why = _("A hundred pictures in folders already? Add them as a dataset and train on them.")
    return Step(why, DATASETS, _("Datasets"))


def _start_over(draft: Draft) -> None:
    with st.popover(_("Start over"), icon=":material/restart_alt:"):
        st.write(_("Delete this collection and its pictures? Datasets that were made of it stay."))
        st.button(_("Delete"), type="primary", key="instant.delete", on_click=_delete, args=(draft,))


def _delete(draft: Draft) -> None:
    drafts.remove(draft)
    address.put(draft=None)
    st.session_state.pop(MADE, None)


def _screen(draft: Draft | None) -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        show_problems()
        class_cards(draft)
    with right:
        model = _fit_cached(_list_content(draft), draft) if draft else None
        collection = Collection(draft, model.classes) if draft and model else None
        rule = collection.read_rule() if collection else PLAIN
        with st.container(border=True):
            _try(model, rule)
        if draft and model and collection:
            _show_accuracy(draft, model, rule)
            _choose_rule(collection, rule)
            _keep(draft)
        if draft:
            _start_over(draft)


st.title(_("Instant classifier"))
st.markdown(
    sentences(
        _(
            "Show a few pictures of each class. A network that has learned to see from a million photos turns each into"
            " 1,280 numbers; only the last layer is learned, **anew with every picture**."
        ),
        describe_stay(kept=True),
    )
)
try:
    found = find_draft()
    if found is None:
        _resume()
    _screen(found)
    onward(_find_next_step())
except InputError as error:
    st.error(escape_markdown(str(error)), icon=":material/error:")
    st.page_link(HERE, label=_("Begin a new one"), icon=":material/restart_alt:")
