"""The concept screens in their order, and at the end of each the sentence that leads to the next."""

from dataclasses import dataclass
from pathlib import Path

from core.i18n import N_, _
from pages.shared.onward import Step, onward


@dataclass(frozen=True)
class Stop:
    """A screen by its path, title and Material icon, and the sentence that leads to it from the one before."""

    page: str
    title: str
    icon: str
    leads_here: str

    @property
    def address(self) -> str:
        """The last part of its address, which is the name of its folder."""
        return Path(self.page).parent.name


PATH = (
    Stop(
        "pages/concepts/learning/page.py",
        N_("How a network learns"),
        "all_inclusive",
        N_("Start here: one small network, from random weights to two classes told apart."),
    ),
    Stop(
        "pages/concepts/activations/page.py",
        N_("Activations"),
        "show_chart",
        N_("Every hidden unit bends its sum. See which bends let a network learn, and which ones stop it."),
    ),
    Stop(
        "pages/concepts/losses/page.py",
        N_("Losses"),
        "target",
        N_("The slopes carry the gradient back. It begins at the loss: see what a loss tells a prediction."),
    ),
    Stop(
        "pages/concepts/backprop/page.py",
        N_("Forward and backward"),
        "device_hub",
        N_("Now put both together: follow one step of training through a whole network, number by number."),
    ),
    Stop(
        "pages/concepts/optimizers/page.py",
        N_("Optimisers"),
        "flag",
        N_("You have every gradient. See how far a step should go, and how much to trust the steps before."),
    ),
    Stop(
        "pages/concepts/playground/page.py",
        N_("Playground"),
        "sports_esports",
        N_("Now it is your turn: draw points, build a network for them, and make it learn."),
    ),
    Stop(
        "pages/concepts/convolution/page.py",
        N_("Convolution and pooling"),
        "filter_center_focus",
        N_("You know how weights are learned. See how nine of them can serve a whole picture, one window at a time."),
    ),
    Stop(
        "pages/concepts/recurrent/page.py",
        N_("Recurrent networks"),
        "repeat",
        N_("A window serves every place of a picture. See how one cell serves every character of a text."),
    ),
    Stop(
        "pages/concepts/attention/page.py",
        N_("Attention"),
        "visibility",
        N_("The same steps train what reads and writes texts. See how its places look at one another."),
    ),
    Stop(
        "pages/concepts/gan/page.py",
        N_("GAN"),
        "swords",
        N_("A network can also make what it was not shown. See two networks that learn from each other."),
    ),
    Stop(
        "pages/concepts/reinforcement/page.py",
        N_("Reinforcement"),
        "grid_view",
        N_("Sometimes nobody knows what is right, and there are only rewards. See how an agent learns from them."),
    ),
    Stop(
        "pages/concepts/transfer/page.py",
        N_("Transfer learning"),
        "move_up",
        N_("Every network learns in such steps. See how much faster it goes from one that has learned already."),
    ),
    Stop(
        "pages/concepts/article/page.py",
        N_("The article, corrected"),
        "fact_check",
        N_("You have met all the ideas of the article behind this app. See what it gets right and where it slips."),
    ),
    Stop(
        "pages/concepts/families/page.py",
        N_("Families and size"),
        "account_tree",
        N_("See the families of networks side by side: what they share, and what they cost."),
    ),
    Stop(
        "pages/concepts/uses/page.py",
        N_("Where it is used"),
        "category",
        N_("The same ideas work far beyond cats and dogs. Find things in a wide picture, and see a sound."),
    ),
    Stop(
        "pages/concepts/limits/page.py",
        N_("What is hard"),
        "balance",
        N_("You know how it works. See what a good score hides: a biased dataset, and what a model remembers."),
    ),
    Stop(
        "pages/concepts/history/page.py",
        N_("How it grew"),
        "timeline",
        N_("All this was found step by step. See who found what, and how large networks became."),
    ),
    Stop(
        "pages/concepts/questions/page.py",
        N_("Questions and reading"),
        "help",
        N_("You have seen where it came from. Here are six questions that everybody asks, and where to read on."),
    ),
    Stop(
        "pages/training/instant/page.py",
        N_("Instant classifier"),
        "bolt",
        N_("Enough read: show it a few pictures of your own and have a classifier within seconds."),
    ),
)
CONCEPTS = PATH[:-1]


def find_stop(address: str) -> Stop:
    """The stop whose screen has this address."""
    return next(stop for stop in PATH if stop.address == address)


def next_concept(page: str, *others: Step) -> None:
    """Lead from the screen `page` to the one after it, and to `others`."""
    place = [stop.page for stop in PATH].index(page)
    following = PATH[place + 1]
    onward(Step(_(following.leads_here), following.page, _(following.title)), *others)
