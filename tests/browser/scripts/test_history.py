"""Back leads to the screen before this one as it was, whenever the language comes into the address."""

import pytest

pytestmark = pytest.mark.browser
PUSH = """({ keepHistory }, addresses) => {
    keepHistory();
    history.pushState({}, "", "/losses?z=-5&language=zh");
    const before = history.length;
    for (const address of addresses) {
        if (address) history.pushState({}, "", address);
        else dispatchEvent(new Event("pointerdown"));
    }
    return [history.length - before, location.pathname + location.search];
}"""


@pytest.mark.parametrize(
    ("addresses", "entries"),
    [
        (["/backprop?rate=2", "/backprop?rate=2&language=zh"], 1),  # the language after the path
        (["/losses?rate=2&language=zh", "/backprop?rate=2&language=zh"], 1),  # before it
        (["/losses?z=-4&language=zh"], 1),  # the reader's change
        (["/losses?z=-4&language=zh", "", "/backprop?z=-4&language=zh"], 2),  # and then a press
        (["/history?language=zh", "/questions?language=zh"], 2),
    ],
)
def test_an_entry_is_what_a_reader_calls_one(scripts, addresses, entries):
    made, address = scripts.run("server/page/history.js", PUSH, addresses)
    assert made == entries
    assert address == addresses[-1]
