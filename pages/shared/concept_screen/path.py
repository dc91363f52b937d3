"""The path through the concepts: their order, and at the end of each screen the sentence that leads to the next."""

from dataclasses import dataclass

from core.i18n import N_, _
from pages.shared.onward import onward


@dataclass(frozen=True)
class Stop:
    """A screen by its path and its title, and the sentence that leads to it from the one before."""

    page: str
    title: str
    leads_here: str = ""


PATH = (
    Stop("pages/concepts/learning/page.py", N_("How a network learns")),
    Stop(
        "pages/concepts/activations/page.py",
        N_("Activations"),
        N_("Every hidden unit bends its sum. See which bends let a network learn, and which ones stop it."),
    ),
    Stop(
        "pages/concepts/losses/page.py",
        N_("Losses"),
        N_("The slopes carry the gradient back. It begins at the loss: see what a loss tells a prediction."),
    ),
    Stop(
        "pages/concepts/backprop/page.py",
        N_("Forward and backward"),
        N_("Now put both together: follow one step of training through a whole network, number by number."),
    ),
    Stop(
        "pages/concepts/optimizers/page.py",
        N_("Optimisers"),
        N_("You have every gradient. See how far a step should go, and how much to trust the steps before."),
    ),
    Stop(
        "pages/concepts/transfer/page.py",
        N_("Transfer learning"),
        N_("Every network learns in such steps. See how much faster it goes from one that has learned already."),
    ),
    Stop(
        "pages/concepts/article/page.py",
        N_("The article, corrected"),
        N_("You have met all the ideas of the article behind this app. See what it gets right and where it slips."),
    ),
    Stop(
        "pages/training/instant/page.py",
        N_("Instant classifier"),
        N_("Enough read: show it a few pictures of your own and have a classifier within seconds."),
    ),
)


def next_concept(page: str) -> None:
    """Lead from the screen `page` to the one after it."""
    following = PATH[[stop.page for stop in PATH].index(page) + 1]
    onward(_(following.leads_here), following.page, _(following.title))
