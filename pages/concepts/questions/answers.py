"""The six questions that newcomers ask, each with a short answer and the screens on which it can be seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.i18n import N_


@dataclass(frozen=True)
class Answer:
    """A question, its answer, and the paths of the screens that show it."""

    question: str
    text: str
    screens: Sequence[str]


ANSWERS: Sequence[Answer] = (
    Answer(
        N_("What does a network learn, if nobody tells it the rules?"),
        N_(
            "Numbers: its weights and biases. Each step moves them a little so that the loss on the examples becomes"
            " smaller. What looks like a rule afterwards is what these numbers compute."
        ),
        ("pages/concepts/learning/page.py", "pages/concepts/backprop/page.py"),
    ),
    Answer(
        N_("Why does it need activations between the layers?"),
        N_(
            "Without them any number of layers computes one weighted sum, and so one straight border. The bend of each"
            " unit is what lets a network draw any other."
        ),
        ("pages/concepts/activations/page.py", "pages/concepts/learning/page.py"),
    ),
    Answer(
        N_("How many pictures do I need?"),
        N_(
            "From scratch, thousands a class. With a pretrained network twenty a class are often enough, if your"
            " pictures resemble the photos it has seen. Train with a few and look at the interval of the result."
        ),
        ("pages/concepts/transfer/page.py", "pages/training/train/page.py"),
    ),
    Answer(
        N_("It is right about nearly all training pictures and fails on new ones. Why?"),
        N_(
            "It has memorised them. That is overfitting: the training loss falls on while the validation loss rises."
            " More pictures, augmentation, a pretrained network or an earlier stop help."
        ),
        ("pages/concepts/article/page.py", "pages/training/compare/page.py"),
    ),
    Answer(
        N_("How do I choose the learning rate?"),
        N_(
            "Too small, and it takes for ever; too large, and the loss jumps or becomes infinite. Begin with what is"
            " suggested, look at the curve, or let the learning rate test find the range."
        ),
        ("pages/concepts/optimizers/page.py", "pages/training/train/page.py"),
    ),
    Answer(
        N_("Can I find out why it answered so?"),
        N_(
            "In part. Every number of the computation can be seen, and methods show which pixels the answer depends"
            " on. None of them gives a reason as a person would, and each has a check that you should read."
        ),
        ("pages/inference/explain/page.py", "pages/inference/inside/page.py"),
    ),
)
