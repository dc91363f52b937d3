"""What people have typed and named is shown as it is, whatever Markdown would make of it, and not at any length."""

import re

from core.i18n import Message

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=])")


TYPED = ("entry", "word", "signs")  # the values of a sentence that come from a person or a link
LONGEST = 80  # characters of one that is quoted


def quote_shortly(message: Message) -> str:
    """The sentence, with the beginning of what was typed where that is long: a link may hold thousands of signs."""
    short = {name: _shorten(str(message.values[name])) for name in TYPED if name in message.values}
    return str(Message(message.text, {**message.values, **short}))


def _shorten(text: str) -> str:
    return f"{text[:LONGEST]} …" if len(text) > LONGEST else text


def escape_markdown(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)
