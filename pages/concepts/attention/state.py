"""What the address of the screen “Attention” holds: the view, its text, its settings, and what is looked at."""

from typing import Any

from core.concepts.attention.characters import BLOCKS, HEADS, LONGEST
from core.concepts.attention.words import MOST_WORDS, split_words
from core.errors import InputError
from core.i18n import N_, _
from pages.shared.concept_screen import scaffold
from pages.shared.concept_screen.model_text import check_signs, text
from pages.shared.screen_state import State, choice, flag, integer, number

VIEWS = {"words": N_("Your sentence"), "write": N_("It writes (GPT)"), "gap": N_("It fills a gap (BERT)")}
SIZES = ("2", "8", "64")
MOST_HEADS = 4
HOTTEST, MOST_KEPT, LEAST_CHANCE = 2.0, 50, 0.05
LONGEST_WORD = 16
SENTENCE, PROMPT, GAPPED = N_("the dog bites the man"), N_("The learning r"), N_("The loss falls with every step.")
GAP = 6


def check_words(typed: str) -> None:
    words = split_words(typed)
    if not 1 <= len(words) <= MOST_WORDS:
        raise InputError(
            N_("“{entry}” has {count} words. Type between 1 and {most}."),
            entry=typed,
            count=len(words),
            most=MOST_WORDS,
        )
    if longest := next((word for word in words if len(word) > LONGEST_WORD), None):
        raise InputError(
            N_("“{word}” is longer than {most} characters. Type a shorter word."), word=longest, most=LONGEST_WORD
        )


def check_gapped(typed: str) -> None:
    check_signs(typed)
    if not typed:
        raise InputError(N_("Type a text of at least one character."))


def default_texts(prompt: str | None = None) -> dict[str, Any]:
    """The texts in the reader's language, and the place at the end of what the reader has begun."""
    begun = _(PROMPT) if prompt is None else prompt
    return {"sentence": _(SENTENCE), "prompt": _(PROMPT), "text": _(GAPPED), "place": len(begun)}


STATE = State(
    "attention",
    {
        "view": choice("words", VIEWS),
        "sentence": text(SENTENCE, check_words),
        "heads": integer(2, 1, MOST_HEADS),
        "size": choice("8", SIZES),
        "masked": flag(False),
        "positions": flag(True),
        "scaled": flag(True),
        "prompt": text(PROMPT, check_signs),
        "temperature": number(0.7, 0.0, HOTTEST),
        "k": integer(8, 0, MOST_KEPT),
        "p": number(1.0, LEAST_CHANCE, 1.0),
        "text": text(GAPPED, check_gapped),
        "gap": integer(GAP, 0, LONGEST - 2),
        "seed": integer(0, 0, scaffold.HIGHEST_SEED),
        "row": integer(1, 0, MOST_WORDS - 1),
        "column": integer(0, 0, MOST_WORDS - 1),
        "block": integer(BLOCKS - 1, 0, BLOCKS - 1),
        "head": integer(0, 0, max(HEADS, MOST_HEADS) - 1),
        "place": integer(0, 0, LONGEST - 1),
    },
    following=lambda values: default_texts(values.get("prompt")),
)
