"""Our reader of .po files finds in them what Babel finds."""

import pytest
from babel.messages.pofile import read_po

from core.i18n import LOCALE_DIR
from core.locale.po_files import read_catalogue, read_entries

FILES = sorted(LOCALE_DIR.rglob("*.po"))
SAMPLE = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=n != 1;\n"

# a remark
msgid "one \"line\"\n"
msgstr "eine\tZeile \\n"
msgid "of "
"two parts"
msgstr ""
"aus zwei "
"Teilen"

#, fuzzy
msgid "guessed"
msgstr "geraten"

msgid "not yet"
msgstr ""

#~ msgid "gone"
#~ msgstr "weg"

#, python-brace-format
msgid "{n} cat"
msgid_plural "{n} cats"
msgstr[0] "{n} Katze"
msgstr[1] "{n} Katzen"
"""


@pytest.fixture
def sample(tmp_path):
    path = tmp_path / "sample.po"
    path.write_text(SAMPLE, encoding="utf-8")
    return path


def by_babel(path):
    with path.open("rb") as file:
        for message in read_po(file):
            text, forms = (message.id[0], message.string) if message.pluralizable else (message.id, [message.string])
            if text and any(forms) and not message.fuzzy:
                yield text, dict(enumerate(forms))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_our_catalogues_are_read_as_babel_reads_them(path):
    assert {entry.text: entry.translations for entry in read_entries(path) if entry.text} == dict(by_babel(path))


def test_the_whole_format_is_read_as_babel_reads_it(sample):
    found = {entry.text: entry.translations for entry in read_entries(sample) if entry.text}
    assert found == dict(by_babel(sample))
    assert found["of two parts"] == {0: "aus zwei Teilen"}
    assert "guessed" not in found


def test_a_catalogue_answers_with_the_form_that_its_header_asks_for(sample):
    german = read_catalogue([sample])
    assert [german.ngettext("{n} cat", "{n} cats", n) for n in (1, 2)] == ["{n} Katze", "{n} Katzen"]
    assert german.gettext("not yet") == "not yet"
    assert [german.ngettext("dog", "dogs", n) for n in (1, 2)] == ["dog", "dogs"]
