"""States of the screen “Attention” that are worth seeing; their texts are in the reader's language."""

from core.i18n import N_
from pages.concepts.attention.state import default_texts
from pages.shared.concept_screen.scaffold import Preset


def list_presets() -> tuple[Preset, ...]:
    texts = default_texts()
    return tuple(Preset(preset.name, texts | preset.values, preset.lesson, preset.failure) for preset in _KNOWN)


_KNOWN = (
    Preset(
        N_("Each word asks all others"),
        {},
        N_(
            "Query times key is the score of a pair, and softmax turns the scores of a row into weights that sum to 1."
            " Two heads ask with other numbers and so look elsewhere."
        ),
    ),
    Preset(
        N_("Nobody looks ahead"),
        {"masked": True, "row": 2},
        N_(
            "The causal mask puts minus infinity where a word would see a later one. So a model can learn at all places"
            " at once to say the next word, without ever seeing it."
        ),
    ),
    Preset(
        N_("Without positions"),
        {"positions": False, "row": 3},
        N_(
            "Nothing says which word stands where: a word that occurs twice looks at the same words with the same"
            " weights, and who bites whom is lost."
        ),
        failure=True,
    ),
    Preset(
        N_("Scores too large"),
        {"size": "64", "scaled": False},
        N_(
            "Products of 64 numbers are large, and nobody divides them by the root of 64. Softmax saturates: almost all"
            " weight lies on one word, its slope is almost 0, and no gradient tells the queries how to do better."
        ),
        failure=True,
    ),
    Preset(
        N_("It writes"),
        {"view": "write"},
        N_(
            "A small Transformer that has read the texts of this app. It says how likely each next character is; one is"
            " drawn, and it reads on. Press Play, and point at any character to see what it looked at."
        ),
    ),
    Preset(
        N_("Too hot"),
        {"view": "write", "temperature": 2.0, "k": 0},
        N_(
            "At a temperature of 2 the logits are halved and all characters stay in: unlikely ones are drawn, the model"
            " reads them as if they were right, and soon nothing makes sense."
        ),
        failure=True,
    ),
    Preset(
        N_("It fills a gap"),
        {"view": "gap"},
        N_(
            "The same model twice. To fill in, as BERT does, it looks to both sides. To continue, as GPT does, it sees"
            " the left side alone. Move the gap: where does the right side help?"
        ),
    ),
)
