"""The budget of any network: how large, how much memory, and what its training takes on which machine."""

from typing import Any

import pandas as pd
import streamlit as st

from core.content.hardware import MACHINES
from core.errors import InputError
from core.export.concept_notebook.lesson import Call
from core.export.concept_notebook.literal import Result
from core.i18n import N_, _, sentences
from core.networks.budget.bill import OVERHEAD, Bill, compute_bill, count_training_operations
from core.networks.budget.sizes import Size
from core.units import format_bytes, format_seconds
from pages.concepts.families.networks import describe, list_networks, title_network
from pages.concepts.families.state import STATE
from pages.shared.concept_screen import latex, scaffold
from pages.shared.plain import escape_markdown

YEAR = 365.25 * 86_400


def budget() -> None:
    """The controls, the size, what the training takes, and both in a table."""
    network, examples = st.columns([2, 1], vertical_alignment="bottom")
    titles = {name: title_network(name) for name in list_networks()}
    network.selectbox(_("Network"), list(titles), format_func=titles.__getitem__, key=STATE.key("network"))
    with examples:
        scaffold.text_field(STATE, "examples", _("Pictures or tokens seen in training"))
    try:
        size = describe(STATE["network"]).measure()
    except InputError as error:
        st.warning(escape_markdown(str(error)), icon=":material/warning:")
        return
    _show_size(size)
    st.markdown("**" + _("Its training on machines") + "**")
    _show_controls()
    bill = compute(size)
    _show_bill(size, bill)
    scaffold.table(lambda: budget_table(size, bill), label=N_("The budget as a table"))


def compute(size: Size) -> Bill:
    return compute_bill(count_training_operations(**_read_work(size)), **_read_machines())


def list_budget_calls() -> list[Call]:
    """The size of the network and the bill of its training; nothing where the network cannot be read."""
    try:
        measuring = describe(STATE["network"])
    except InputError:
        return []
    return [
        Call("size", measuring.function, measuring.arguments),
        Call("operations", count_training_operations, _read_work(measuring.measure())),
        Call("bill", compute_bill, {"operations": Result("operations"), **_read_machines()}),
    ]


def _read_work(size: Size) -> dict[str, float]:
    return {"macs": size.macs, "learning_macs": size.learning_macs, "examples": STATE["examples"]}


def _read_machines() -> dict[str, Any]:
    machine = MACHINES[STATE["machine"]]
    return {
        "machine_rate": machine.rate,
        "power": machine.power,
        "machines": STATE["machines"],
        "use": STATE["use"] / 100,
        "price": STATE["price"],
    }


def _show_size(size: Size) -> None:
    """The two numbers in a row of their own, wide enough for the fifteen signs of GPT-3's."""
    parameters, macs = st.columns(2)
    parameters.metric(_("Parameters"), f"{size.parameters:,}")
    macs.metric(_("MACs a picture or token"), f"{size.macs:,.0f}")
    use, training = st.columns(2)
    use.metric(
        _("Memory to use it"),
        format_bytes(size.use_bytes["float16"]),
        help=_("With 16 bits a number; {float32} with 32 bits, {int8} with 8.").format(
            **{name: format_bytes(value) for name, value in size.use_bytes.items()}
        ),
    )
    training.metric(
        _("Memory to train it"),
        format_bytes(size.training_bytes["float32"]),
        help=sentences(
            _("In float32 with Adam: each weight, its gradient and two moments, and every output with its gradient."),
            _("With outputs in bfloat16: {amount}.").format(amount=format_bytes(size.training_bytes["mixed_bfloat16"])),
        ),
    )


def _show_controls() -> None:
    machine, machines, use, price = st.columns(4)
    titles = {name: _(one.title) for name, one in MACHINES.items()}
    machine.selectbox(_("Machine"), list(titles), format_func=titles.__getitem__, key=STATE.key("machine"))
    machines.number_input(_("Number of machines"), 1, 100_000, key=STATE.key("machines"))
    use.slider(
        _("Peak that is reached (%)"),
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
    needed = -(-size.training_bytes["float32"] // memory)
    fits.metric(_("Machines for its memory alone"), f"{needed:,.0f}")
    if needed > STATE["machines"]:
        st.warning(
            _("The training does not fit into {n} of these machines: its memory alone needs {needed}.").format(
                n=STATE["machines"], needed=f"{needed:,.0f}"
            ),
            icon=":material/memory:",
        )
    with scaffold.folded():
        _show_formulas(size, bill)
    _show_sources()


def _show_formulas(size: Size, bill: Bill) -> None:
    machine = MACHINES[STATE["machine"]]
    scaffold.formula(
        latex.aligned(
            r"F &= 2\,(M + 2 M_l)\,n \qquad t = \frac{F}{m \, r \, u}",
            r"E &= m \, t \, P \cdot o",
        ),
        latex.aligned(
            rf"F &= 2\,({latex.number(size.macs)} + 2 \cdot {latex.number(size.learning_macs)})"
            rf" \cdot {latex.number(STATE['examples'])}",
            rf"&= {latex.number(bill.operations)}",
            rf"t &= \frac{{{latex.number(bill.operations)}}}"
            rf"{{{STATE['machines']} \cdot {latex.number(machine.rate)} \cdot {STATE['use'] / 100:g}}}"
            rf" = {latex.number(bill.seconds)}\ \text{{s}}",
            rf"E &= {STATE['machines']} \cdot {latex.number(bill.seconds)}\ \text{{s}}"
            rf" \cdot {machine.power:g}\ \text{{W}} \cdot {OVERHEAD}"
            rf" = {latex.number(bill.kilowatt_hours)}\ \text{{kWh}}",
        ),
    )
    st.caption(
        _(
            "M are the MACs of one picture or token, Mₗ those of the layers that learn and of all behind them, n how"
            " many are seen; m machines do r operations a second at their peak, of which the share u is reached, and"
            " take P."
        )
    )


def _show_sources() -> None:
    st.caption(
        _(
            "Operations a second, memory and power: {source}. A data centre takes {overhead} times what its machines"
            " take: Google's own figure for 2023. What is idle, and the making of the machines, is not counted."
        ).format(source=MACHINES[STATE["machine"]].source, overhead=f"{OVERHEAD:g}")
    )


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
        **{
            _("bytes to train it, {precision}").format(precision=name): held
            for name, held in size.training_bytes.items()
        },
        _("operations of the training"): bill.operations,
        _("seconds"): bill.seconds,
        "kWh": bill.kilowatt_hours,
        _("price"): bill.price,
    }
    return pd.DataFrame({_("what"): list(rows), _("value"): [float(value) for value in rows.values()]})
