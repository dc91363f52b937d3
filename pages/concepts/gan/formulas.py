"""Both losses in symbols and with the numbers of one round, and what they tell one made point."""

import numpy as np

from core.concepts.activations import Array
from core.concepts.gan.game import Round
from pages.shared.concept_screen.latex import aligned, number, vector


def round_formulas(played: Round, *, saturating: bool) -> tuple[str, str]:
    verdict = played.verdicts[-1]
    made = r"D(G(z_i))"
    term, sign = (rf"\log(1 - {made})", "") if saturating else (rf"\log {made}", "-")
    symbols = aligned(
        r"L_D &= -\tfrac{1}{2n} \textstyle\sum_i \left[\log D(x_i) + \log(1 - D(G(z_i)))\right]",
        rf"L_G &= {sign}\tfrac{{1}}{{n}} \textstyle\sum_i {term}",
        rf"g_i &= \frac{{\partial}}{{\partial G(z_i)}} \left[{sign}{term}\right]",
    )
    real, fake = _mean_log(verdict.said_of_real), _mean_log(1 - verdict.said_of_fake)
    said = float(played.said[0])
    inner = f"1 - {number(said)}" if saturating else number(said)
    loss = float(np.log(1 - said)) if saturating else -float(np.log(said))
    numbers = aligned(
        rf"L_D &= -\tfrac{{1}}{{2}} \left[({number(real)}) + ({number(fake)})\right] = {number(verdict.loss)}",
        rf"L_G &= {number(played.loss)}",
        rf"z_1: \; &{sign}\log({inner}) = {number(loss)}",
        rf"G(z_1) &= {vector(played.fake[0])} \quad g_1 = {vector(played.fake_gradient[0])}",
    )
    return symbols, numbers


def _mean_log(said: Array) -> float:
    with np.errstate(divide="ignore"):
        return float(np.log(said).mean())
