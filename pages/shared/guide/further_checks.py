"""Whether a task of the second leg has been done; see `checks.py`."""

import numpy as np

from core.concepts.gan.targets import FOUND, find_target, share_of_groups
from core.concepts.reinforcement.planning import Plan
from core.concepts.reinforcement.world import COIN, GOAL, World
from core.units import format_per_cent
from pages.shared.guide.checks import Found
from pages.shared.guide.facts import Facts

RECALLED, GROUPS = 0.9, 6
SAME = 1e-9  # between two weights that are computed in another order


def recalls(facts: Facts) -> Found:
    """What is asked at the end of the text is answered right."""
    history = facts.history
    if history is None or history.accuracies[-1] < RECALLED:
        return None
    return {"share": format_per_cent(history.accuracies[-1]), "steps": str(len(history.lessons.x) - 1)}


def forgets_order(facts: Facts) -> Found:
    """Two places with the same word have the same weights; of a causal mask they have not."""
    if facts.attention is None:
        return None
    weights = facts.attention.weights
    for first, word in enumerate(facts.words):
        for second in range(first + 1, len(facts.words)):
            if facts.words[second] == word and np.abs(weights[:, first] - weights[:, second]).max() < SAME:
                return {"word": word}
    return None


def finds_groups(facts: Facts) -> Found:
    """The made points lie near enough groups of the real ones."""
    if facts.game is None or facts.played is None:
        return None
    centres = find_target(facts.game.target, facts.game.drawn).centres
    found = int((share_of_groups(facts.played.fake, centres) > FOUND).sum())
    return {"found": str(found), "all": str(len(centres)), "rounds": str(facts.rounds)} if found >= GROUPS else None


def takes_the_near(facts: Facts) -> Found:
    """The policy leads from the start to the small prize, where there is a large one too."""
    if facts.plan is None or facts.world is None or GOAL not in facts.world.signs:
        return None
    if facts.world.signs[_follow(facts.plan, facts.world)] != COIN:
        return None
    steps = _count_steps(facts.world)
    worth = facts.discount ** max(0, steps - 1)
    return {"discount": f"{facts.discount:.2g}", "steps": str(steps), "worth": f"{worth:.2g}"} if steps else None


def _follow(plan: Plan, world: World) -> int:
    """The cell where the policy ends, or turns in a circle."""
    cell = world.start
    for _step in range(world.cells):
        if not world.open[cell]:
            break
        cell = int(world.moves[cell, plan.policy[cell]])
    return cell


def _count_steps(world: World) -> int:
    """The fewest steps from the start to a large prize; 0 where none leads there."""
    reached, steps = {world.start}, 0
    while True:
        following = {int(to) for cell in reached if world.open[cell] for to in world.moves[cell]}
        steps += 1
        if any(world.signs[cell] == GOAL for cell in following):
            return steps
        if following <= reached:
            return 0
        reached |= following
