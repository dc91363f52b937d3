"""How one value came about: the formula, the same with numbers, and the terms as a table."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.i18n import N_, _
from pages.inference.inside.chosen import Layer, go_to
from pages.shared.charts.table import table
from pages.shared.plain import escape_markdown

SCREEN = "inside"
EXACT = 1e-4  # by how much the sum may miss the activation, of a value of one or smaller
WRITTEN = 3  # terms in the formula; the table has more
ONE_TERM = r"y = x \cdot w + b"
SHORT = ("y = b", ONE_TERM)  # sums of no term and of one
FORMULAS: Mapping[str, str] = {
    "sum": r"y = \sum_{i=1}^{%d} x_i w_i + b",
    "maximum": r"y = \max(x_1, \ldots, x_{%d})",
    "clip": ONE_TERM,
    "copy": r"y = x",
    "softmax": r"y = \frac{e^{x_k}}{\sum_{i=1}^{%d} e^{x_i}}",
}
FUNCTIONS: Mapping[str, str] = {
    "erf": r"\operatorname{erf} %s",
    "product": r"%s \cdot %s",
    "quotient": r"\frac{%s}{%s}",
    "reciprocal": r"\frac{1}{%s}",
    "root": r"\sqrt{%s}",
    "sigmoid": r"\frac{1}{1 + e^{-%s}}",
}
NOTES: Mapping[str, str] = {
    "maximum": N_("The largest input passes, with weight 1; the others count for nothing."),
    "clip": N_("Between its bounds a value passes, with weight 1; beyond them the bound takes its place."),
    "copy": N_("The value is only moved to another place."),
    "erf": N_("The error function goes from −1 to 1 like a smooth step; GELU is made with it."),
    "product": N_("Both values come from the picture: one decides how much of the other passes."),
    "quotient": N_("Both values come from the picture."),
    "sigmoid": N_("A number of any size becomes one between 0 and 1; at the end of a network it is the probability."),
    "softmax": N_("The powers of all logits are divided by their sum, so that the probabilities make 1."),
}


def show_sum(layers: Sequence[Layer], found: Mapping[str, Any]) -> None:
    """The sum, with the way to the layer before."""
    st.latex(_write_formula(found))
    if note := NOTES.get(found["rule"]):
        st.caption(_(note))
    st.latex(_write_numbers(found))
    _show_check(found)
    names = {layer.tensor: layer for layer in layers}
    table(_build_table(names, found), name="sum", height="content", placeholder="")
    _show_way_back(names, found)


def _write_formula(found: Mapping[str, Any]) -> str:
    rule, count = found["rule"], found["count"]
    if rule in FUNCTIONS:
        return "y = " + FUNCTIONS[rule] % (("x",) if count == 1 else ("x_1", "x_2"))
    if rule == "sum" and count < len(SHORT):
        return SHORT[count]
    formula = FORMULAS[rule]
    return formula % count if "%" in formula else formula


def _write_numbers(found: Mapping[str, Any]) -> str:
    """The formula with the numbers of the largest terms."""
    terms, total = found["terms"], format_number(found["total"])
    if found["rule"] in FUNCTIONS:
        values = tuple(f"({format_number(one['value'])})" for one in terms)
        return f"y = {FUNCTIONS[found['rule']] % values} = {total}"
    if not terms:
        return f"y = {total}"
    if found["rule"] in ("maximum", "copy", "softmax"):
        return f"y = {total}"
    written = [rf"({format_number(one['value'])}) \cdot ({format_number(one['weight'])})" for one in terms[:WRITTEN]]
    rest = found["rest"] + sum(one["product"] for one in terms[WRITTEN:])
    if found["count"] > WRITTEN:
        others = _("{count} others together").format(count=found["count"] - WRITTEN)
        written.append(rf"\underbrace{{({format_number(rest)})}}_{{\text{{{others}}}}}")
    if found["bias"]:
        written.append(rf"\underbrace{{({format_number(found['bias'])})}}_{{b}}")
    lines = [written[0], *(f"+ {one}" for one in written[1:]), f"= {total}"]  # one each: it is read on a phone too
    body = r" \\ & ".join(lines)
    return rf"\begin{{aligned}} y = {{}} & {body} \end{{aligned}}"


def format_number(value: float) -> str:
    """A value of a network with four digits."""
    text = f"{value:.4g}"
    if "e" not in text:
        return text
    digits, power = text.split("e")
    return rf"{digits} \cdot 10^{{{int(power)}}}"


def _show_check(found: Mapping[str, Any]) -> None:
    total, activation = found["total"], found["activation"]
    exact = abs(total - activation) <= EXACT * max(1.0, abs(activation))
    mark = ":green[:material/check_circle:]" if exact else ":orange[:material/warning:]"
    text = _("The sum makes {total}; the network has computed {activation}.").format(
        total=f"{total:.6g}", activation=f"{activation:.6g}"
    )
    st.markdown(f"{mark} {text}")


def _build_table(layers: Mapping[str, Layer], found: Mapping[str, Any]) -> pd.DataFrame:
    source, place, value = _("From the layer"), _("Place"), _("Value x")
    rows: list[dict[str, Any]] = [
        {source: layers[one["tensor"]].name, place: ", ".join(map(str, one["place"])), value: one["value"]}
        for one in found["terms"]
    ]
    if found["rule"] in FUNCTIONS:  # which have no weights
        return pd.DataFrame(rows, columns=[source, place, value])
    weight, product = _("Weight w"), _("Share") if found["rule"] == "softmax" else "x · w"
    rows = [
        {**row, weight: one["weight"], product: one["product"]} for row, one in zip(rows, found["terms"], strict=True)
    ]
    if others := found["count"] - len(found["terms"]):
        rows.append({source: _("{count} others together").format(count=others), product: found["rest"]})
    if found["bias"]:
        rows.append({source: _("Bias b"), product: found["bias"]})
    return pd.DataFrame(rows, columns=[source, place, value, weight, product])


def _show_way_back(layers: Mapping[str, Layer], found: Mapping[str, Any]) -> None:
    """A step towards the pixels: to where the largest term comes from, or each value of a function."""
    is_function = found["rule"] in FUNCTIONS
    text = _("Follow the value from {layer}") if is_function else _("Follow the largest term to {layer}")
    for number, term in enumerate(found["terms"] if is_function else found["terms"][:1]):
        source = layers[term["tensor"]]
        st.button(
            text.format(layer=escape_markdown(f"{source.name} · {_(source.kind)}")),
            icon=":material/arrow_back:", key=f"{SCREEN}.back.{number}", on_click=go_to,
            args=(source.number, term["place"]),
        )  # fmt: skip
