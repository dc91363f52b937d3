"""Reinforcement: a grid world to build, planned through when it is known and learned by trying when it is not."""

from functools import lru_cache

import pandas as pd
import streamlit as st

from core.concepts.reinforcement.planning import Plan, iterate
from core.concepts.reinforcement.q_learning import MOST_STEPS, Learned, Learning, learn
from core.concepts.reinforcement.world import World, read_world
from core.export.concept_notebook.lesson import Call
from core.export.concept_notebook.literal import Result
from core.i18n import N_, _
from pages.concepts.reinforcement.chart import world_chart
from pages.concepts.reinforcement.formulas import step_formulas, sweep_formulas
from pages.concepts.reinforcement.state import CLIFF, EPISODES, FARTHEST, LURED, RULE_NAMES, STATE, VIEWS, paint
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.path import next_concept
from pages.shared.concept_screen.scaffold import Preset
from pages.shared.concept_screen.take_along import take_along
from pages.shared.guide import guide
from pages.shared.guide.facts import Facts

KEY = "reinforcement.chart"
PRESETS = (
    Preset(
        N_("Values spread"),
        {},
        N_(
            "The world is known. Press Play: a sweep gives every cell the best that a step promises, so values spread"
            " from the goal by one cell a sweep, each time a little smaller: discounted."
        ),
    ),
    Preset(
        N_("Learned by trying"),
        {"view": "learn", "explore": 0.3, "step": 1500},
        N_(
            "Nobody tells the agent where the goal is. It stumbles about, and each step moves one value a little. Where"
            " it has been, the values come near those that planning knows."
        ),
    ),
    Preset(
        N_("No exploration"),
        {"view": "learn", "world": LURED, "explore": 0.0, "seed": 1, "step": 600},
        N_(
            "The agent always does what it holds best. It found the small prize first and takes it for ever: it never"
            " learns of the five times larger one. Set its exploration to 0.5."
        ),
        failure=True,
    ),
    Preset(
        N_("Short-sighted"),
        {"discount": 0.3, "cell": 26, "step": 10},
        N_(
            "With a discount of 0.3 a reward ten steps away is worth almost nothing today, less than the steps cost."
            " The policy takes the near small prize. At 0.9 it goes for the goal."
        ),
    ),
    Preset(
        N_("Along the cliff"),
        {"world": CLIFF, "slip": 0.3, "step": 30, "cell": 14},
        N_(
            "Three of ten steps slip to a side. The shortest way runs along the pits; the best one keeps away from"
            " them. Set slipping to 0 and the policy hugs the edge."
        ),
    ),
    Preset(
        N_("Q-learning at the cliff"),
        {"view": "learn", "world": CLIFF, "episodes": 300, "step": MOST_STEPS},
        N_(
            "Nothing slips here, but one step in five is a try. Q-learning counts on the best step from everywhere, so"
            " it holds the way along the pits for the best, and falls into them again and again."
        ),
        failure=True,
    ),
    Preset(
        N_("SARSA at the cliff"),
        {"view": "learn", "world": CLIFF, "episodes": 300, "step": MOST_STEPS, "rule": "sarsa"},
        N_(
            "SARSA counts on the step that it takes next, its tries included: beside a pit these cost dearly. It learns"
            " a way higher up, longer and safer, and earns more while it learns."
        ),
    ),
)


@lru_cache(maxsize=8)
def plan_through(world: World, discount: float) -> Plan:
    return iterate(world, discount=discount)


@lru_cache(maxsize=8)
def live_in(world: World, learning: Learning) -> Learned:
    return learn(world, learning)


def controls() -> None:
    view, discount, slip = st.columns(3)
    with view:
        names = {name: _(text) for name, text in VIEWS.items()}
        st.segmented_control(
            _("How it learns"), list(names), format_func=names.__getitem__, key=STATE.key("view"), required=True
        )
    with discount:
        st.slider(
            _("Discount γ"), 0.0, FARTHEST, step=0.01, key=STATE.key("discount"), help=_("What a reward keeps a step.")
        )
    with slip:
        astray = _("How often a step goes to a side instead.")
        st.slider(_("Slipping"), 0.0, 0.6, step=0.05, key=STATE.key("slip"), help=astray)
    if STATE["view"] == "learn":
        learning_controls()
    scaffold.text_field(STATE, "world", _("The world as text, rows parted by /"))


def learning_controls() -> None:
    rule, rate, explore, episodes, seed = st.columns(5)
    with rule:
        st.selectbox(
            _("Rule"),
            list(RULE_NAMES),
            format_func=RULE_NAMES.__getitem__,
            key=STATE.key("rule"),
            help=_("What a step is measured by: the best step from there, or the one that is taken next."),
        )
    with rate:
        st.slider(_("Learning rate α"), 0.05, 1.0, step=0.05, key=STATE.key("rate"))
    with explore:
        st.slider(_("Exploration ε"), 0.0, 1.0, step=0.05, key=STATE.key("explore"))
    with episodes:
        st.slider(_("Episodes"), *EPISODES, key=STATE.key("episodes"))
    with seed:
        scaffold.seed_field(STATE)


def read_learning() -> Learning:
    return Learning(STATE["discount"], STATE["rate"], STATE["explore"], STATE["episodes"], STATE["seed"], STATE["rule"])


def show_world(found: Plan | Learned, step: int, cell: int) -> None:
    world_chart(
        world, found, step=step, cell=cell, key=KEY, on_place=lambda step, cell: STATE.set(step=step, cell=cell),
        on_paint=paint,
    )  # fmt: skip


def show_plan(plan: Plan) -> None:
    sweep = min(STATE["step"], len(plan.values) - 1)
    show_world(plan, sweep, cell)
    st.caption(_("Colour and number: what a cell is worth. Arrow: the best action. Formula: the marked cell."))
    scaffold.formula(*sweep_formulas(world, plan, sweep, cell, STATE["discount"]))
    scaffold.table(lambda: sweep_table(plan, sweep))
    guide.tell(Facts(world=world, plan=plan, discount=STATE["discount"]))
    shown = (f"values[{sweep}]", f"promises[{sweep}, {cell}]")
    offer(Call("plan", iterate, {"world": Result("world"), "discount": STATE["discount"]}, shown=shown))


def show_learned(learned: Learned) -> None:
    count = min(STATE["step"], len(learned.steps))
    show_world(learned, count, cell)
    st.caption(
        _("The four parts of a cell: what each action is held to be worth. The line: the way of this episode so far.")
    )
    scaffold.formula(*step_formulas(learned.steps[count - 1] if count else None, read_learning()))
    scaffold.table(lambda: steps_table(learned))
    shown = (f"steps[{max(0, count - 1)}]", "q", "returns")
    offer(Call("learned", learn, {"world": Result("world"), "learning": read_learning()}, shown=shown))


def offer(call: Call) -> None:
    arguments = {"text": STATE["world"], "slip": STATE["slip"]}
    take_along(
        "pages/concepts/reinforcement/page.py", [Call("world", read_world, arguments, shown=("reward", "moves")), call]
    )


def sweep_table(plan: Plan, sweep: int) -> pd.DataFrame:
    """One row a cell: its value after the sweep, and what each action then promises."""
    promises = {_(name): plan.promises[sweep, :, action] for action, name in enumerate(ACTION_NAMES)}
    return pd.DataFrame({_("cell"): range(world.cells), _("value"): plan.values[sweep], **promises})


def steps_table(learned: Learned) -> pd.DataFrame:
    """One row a step."""
    rows = [
        {
            _("episode"): step.episode + 1,
            _("cell"): step.cell,
            _("action"): _(ACTION_NAMES[step.action]),
            _("leads to"): step.to,
            _("reward"): step.reward,
            _("target"): step.target,
            _("before"): step.before,
            _("after"): step.after,
        }
        for step in learned.steps
    ]
    return pd.DataFrame(rows)


ACTION_NAMES = (N_("upwards"), N_("rightwards"), N_("downwards"), N_("leftwards"))

STATE.restore()
scaffold.heading(
    _("Reinforcement learning"),
    _(
        "Nobody says what is right; there are only **rewards**. An agent has to find out what each step is worth in the"
        " long run. Build its world, and see values and policy arise."
    ),
)
scaffold.presets(STATE, PRESETS)
controls()
world = read_world(STATE["world"], slip=STATE["slip"])
cell = min(STATE["cell"], world.cells - 1)
if STATE["view"] == "plan":
    show_plan(plan_through(world, STATE["discount"]))
else:
    show_learned(live_in(world, read_learning()))
next_concept("pages/concepts/reinforcement/page.py")
STATE.keep()
