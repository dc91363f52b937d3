"""The budget of any network: how large, how much memory, and what its training takes on which machine."""

import pandas as pd
import streamlit as st

from core.content.hardware import MACHINES
from core.i18n import N_, _
from core.networks import catalogue
from core.networks.backbones import EMBEDDED
from core.networks.budget.bill import Bill, compute_bill, count_training_operations
from core.networks.budget.budget import compute_budget
from core.networks.budget.sizes import Size, measure_pictures, measure_transformer
from core.networks.budget.transformers import TRANSFORMERS
from core.networks.design.lowering import lower
from core.networks.design.starts import STARTS
from core.specs.designs.store import load_design
from core.units import format_bytes, format_seconds
from pages.concepts.families.state import OWN, STATE, list_networks
from pages.shared.caches import cache_data
from pages.shared.concept_screen import latex, scaffold

BATCH = 32
OWN_SIZE, OWN_CLASSES = 224, 2
YEAR = 365.25 * 86_400


def budget() -> None:
    """The controls, the size, what the training takes, and both in a table."""
    network, examples = st.columns([2, 1])
    titles = {name: title_network(name) for name in list_networks()}
    network.selectbox(_("Network"), list(titles), format_func=titles.__getitem__, key=STATE.key("network"))
    with examples:
        scaffold.text_field(STATE, "examples", _("Pictures or tokens seen in training"))
    size = measure(STATE["network"])
    _show_size(size)
    st.markdown("**" + _("Its training on machines") + "**")
    _show_controls()
    bill = compute(size)
    _show_bill(size, bill)
    scaffold.table(lambda: budget_table(size, bill), label=N_("The budget as a table"))


@cache_data(max_entries=64)
def _measure_design(name: str) -> Size:
    return measure_pictures(compute_budget(lower(load_design(name), OWN_SIZE, OWN_CLASSES).architecture), BATCH)


@cache_data(max_entries=64)
def _measure_known(name: str) -> Size:
    if name in TRANSFORMERS:
        return measure_transformer(TRANSFORMERS[name])
    if name == EMBEDDED.name:
        return measure_pictures(compute_budget(catalogue.describe(name, EMBEDDED.image_size, 1000)), BATCH)
    start = STARTS[name]
    size, classes = start.image_size or OWN_SIZE, start.classes or OWN_CLASSES
    return measure_pictures(compute_budget(lower(start.build(), size, classes).architecture), BATCH)


def measure(name: str) -> Size:
    return _measure_design(name.removeprefix(OWN)) if name.startswith(OWN) else _measure_known(name)


def title_network(name: str) -> str:
    if name in TRANSFORMERS:
        return TRANSFORMERS[name].title
    if name in STARTS:
        return _(STARTS[name].title)
    return name.removeprefix(OWN) if name.startswith(OWN) else catalogue.translate_title(name)


def compute(size: Size) -> Bill:
    machine = MACHINES[STATE["machine"]]
    return compute_bill(
        count_training_operations(size.macs, STATE["examples"]),
        machine_rate=machine.rate,
        power=machine.power,
        machines=STATE["machines"],
        use=STATE["use"] / 100,
        price=STATE["price"],
    )


def _show_size(size: Size) -> None:
    parameters, macs, use, training = st.columns(4)
    parameters.metric(_("Parameters"), f"{size.parameters:,}")
    macs.metric(_("MACs a picture or token"), f"{size.macs:,.0f}")
    use.metric(
        _("Memory to use it"),
        format_bytes(size.use_bytes["float16"]),
        help=_("With 16 bits a number; {float32} with 32 bits, {int8} with 8.").format(
            **{name: format_bytes(value) for name, value in size.use_bytes.items()}
        ),
    )
    training.metric(
        _("Memory to train it"),
        format_bytes(size.training_bytes),
        help=_("In float32 with Adam: each weight, its gradient and two moments, and every output with its gradient."),
    )


def _show_controls() -> None:
    machine, machines, use, price = st.columns(4)
    titles = {name: _(one.title) for name, one in MACHINES.items()}
    machine.selectbox(_("Machine"), list(titles), format_func=titles.__getitem__, key=STATE.key("machine"))
    machines.number_input(_("Number of machines"), 1, 100_000, key=STATE.key("machines"))
    use.slider(
        _("Share of the peak that is reached (%)"),
        1,
        100,
        key=STATE.key("use"),
        help=_("Large trainings reach 30 to 50%; small ones on one machine often less."),
    )
    with price:
        scaffold.text_field(STATE, "price", _("Price of a machine and hour"))


def _show_bill(size: Size, bill: Bill) -> None:
    time, energy, money, fits = st.columns(4)
    time.metric(_("Time"), format_long(bill.seconds))
    energy.metric(_("Energy"), format_energy(bill.kilowatt_hours))
    money.metric(_("Price"), f"{bill.price:,.2f}" if bill.price < 1000 else f"{bill.price:,.0f}")
    memory = MACHINES[STATE["machine"]].memory
    needed = -(-size.training_bytes // memory)
    fits.metric(_("Machines for its memory alone"), f"{needed:,.0f}")
    if needed > STATE["machines"]:
        st.warning(
            _("The training does not fit into {n} of these machines: its memory alone needs {needed}.").format(
                n=STATE["machines"], needed=f"{needed:,.0f}"
            ),
            icon=":material/memory:",
        )
    machine = MACHINES[STATE["machine"]]
    with scaffold.folded():
        scaffold.formula(
            r"F = 3 \cdot 2 \cdot \text{MACs} \cdot \text{examples} \qquad t = \frac{F}{m \cdot r \cdot u}",
            latex.aligned(
                rf"F &= 6 \cdot {latex.number(size.macs)} \cdot {latex.number(STATE['examples'])}"
                rf" = {latex.number(bill.operations)}",
                rf"t &= \frac{{{latex.number(bill.operations)}}}"
                rf"{{{STATE['machines']} \cdot {latex.number(machine.rate)} \cdot {STATE['use'] / 100:g}}}"
                rf" = {latex.number(bill.seconds)}\ \text{{s}}",
            ),
        )
        st.caption(machine.source)


def format_energy(kilowatt_hours: float) -> str:
    if kilowatt_hours < 1:
        return f"{1000 * kilowatt_hours:.3g} Wh"
    return f"{kilowatt_hours:,.0f} kWh" if kilowatt_hours < 10_000 else f"{kilowatt_hours / 1000:,.0f} MWh"


def format_long(seconds: float) -> str:
    """Years and days too, which trainings on too few machines take."""
    if seconds > YEAR:
        return _("{n} years").format(n=f"{seconds / YEAR:,.1f}")
    if seconds > 3 * 86_400:
        return _("{n} days").format(n=f"{seconds / 86_400:,.1f}")
    return format_seconds(seconds)


def budget_table(size: Size, bill: Bill) -> pd.DataFrame:
    rows = {
        _("parameters"): size.parameters,
        _("MACs a picture or token"): size.macs,
        _("activations a picture or token"): size.activations,
        **{_("bytes to use it, {precision}").format(precision=name): value for name, value in size.use_bytes.items()},
        _("bytes to train it, float32"): size.training_bytes,
        _("operations of the training"): bill.operations,
        _("seconds"): bill.seconds,
        "kWh": bill.kilowatt_hours,
        _("price"): bill.price,
    }
    return pd.DataFrame({_("what"): list(rows), _("value"): [float(value) for value in rows.values()]})
