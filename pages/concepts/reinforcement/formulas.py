"""The law of a sweep and of a step, in symbols and with the numbers of one cell at one moment."""

from core.concepts.reinforcement.planning import Plan
from core.concepts.reinforcement.q_learning import Learning, QStep
from core.concepts.reinforcement.world import ACTIONS, World
from pages.shared.concept_screen.latex import aligned, bracketed, number

ARROWS = dict(zip(ACTIONS, (r"\uparrow", r"\rightarrow", r"\downarrow", r"\leftarrow"), strict=True))


def sweep_formulas(world: World, plan: Plan, sweep: int, cell: int, discount: float) -> tuple[str, str]:
    """How a cell came to its value in this sweep: the best of what its actions promised before."""
    symbols = r"V_{k}(s) = \max_a \sum_{s'} P(s' \mid s, a) \left[R(s') + \gamma V_{k-1}(s')\right]"
    if not world.open[cell] or sweep == 0:
        return symbols, rf"V_{{{sweep}}}(s) = {number(float(plan.values[sweep, cell]))}"
    promises = plan.promises[sweep - 1, cell]
    best = int(promises.argmax())
    each = r" \quad ".join(
        rf"{ARROWS[name]} {number(float(value))}" for name, value in zip(ACTIONS, promises, strict=True)
    )
    before = plan.values[sweep - 1]
    arrivals = [(share, int(world.moves[cell, turn])) for turn, share in world.outcomes(best) if share > 0]
    terms = [
        rf"{number(share)} \, [{number(float(world.reward[to]))} + {number(discount)}"
        rf" \cdot {bracketed(float(before[to]))}]"
        for share, to in arrivals
    ]
    return symbols, aligned(
        rf"&{each}",
        rf"V_{{{sweep}}}(s) &= {terms[0]}",
        *(rf"&\quad + {term}" for term in terms[1:]),
        rf"&= {number(float(plan.values[sweep, cell]))} \qquad a = {{{ARROWS[ACTIONS[best]]}}}",
    )


def step_formulas(step: QStep | None, learning: Learning) -> tuple[str, str]:
    """How a step moved the value of what was done; before the first step there are no numbers."""
    following = r"Q(s', a')" if learning.rule == "sarsa" else r"\max_{a'} Q(s', a')"
    symbols = aligned(
        rf"t &= r + \gamma {following}",
        r"Q(s, a) &\leftarrow Q(s, a) + \alpha \left[t - Q(s, a)\right]",
    )
    if step is None:
        return symbols, r"Q(s, a) = 0"
    numbers = aligned(
        rf"t &= {number(step.reward)} + {number(learning.discount)} \cdot {bracketed(step.next_worth)}"
        rf" = {number(step.target)} \qquad s = {step.cell}, \; a = {{{ARROWS[ACTIONS[step.action]]}}}",
        rf"Q(s, a) &\leftarrow {number(step.before)} + {number(learning.rate)}"
        rf" \left[{number(step.target)} - {bracketed(step.before)}\right]",
        rf"&= {number(step.after)}",
    )
    return symbols, numbers
