"""Names of files and classes are shown as they are, whatever Markdown would make of their signs."""

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=])")


def escape_markdown(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)
