"""A component's view is made once for its node and updated at every call."""

import pytest

pytestmark = pytest.mark.browser

GALLERY = """({ default: show }, tiles) => {
    window.picked = [];
    const setTriggerValue = (name, value) => picked.push([name, value]);
    const fixed = { label: "Pictures", side: 80, pick: true };
    window.show = (tiles) => show({ parentElement: document.body, data: { tiles, ...fixed }, setTriggerValue });
    window.show(tiles);
}"""


def test_a_view_is_made_once_for_a_node_and_follows_every_call(scripts):
    told = scripts.run(
        "shared/browser/component.js",
        """({ component }) => {
            const told = [];
            const start = ({ data }) => ({ first: data, update: (call) => told.push(`update ${call.data}`) });
            const show = component(start, (view) => told.push(`stop ${view.first}`));
            const [one, other] = [document.createElement("div"), document.createElement("div")];
            const leave = show({ parentElement: one, data: 1 });
            show({ parentElement: one, data: 2 });
            show({ parentElement: other, data: 3 });
            leave();
            return told;
        }""",
    )
    assert told == ["update 1", "update 2", "update 3", "stop 1"]


@pytest.mark.parametrize(("background", "scheme"), [("#0E1117", "dark"), ("#fff", "light")])
def test_what_the_browser_draws_is_as_dark_as_the_page(scripts, background, scheme):
    found = scripts.run(
        "shared/browser/component.js",
        """({ component }, background) => {
            const [plain, host] = [0, 1].map(() => document.body.appendChild(document.createElement("div")));
            for (const node of [plain, host]) node.style.setProperty("--st-background-color", background);
            const show = component(() => ({ update: () => {} }));
            show({ parentElement: plain });
            show({ parentElement: host.attachShadow({ mode: "open" }) });
            return [plain, host].map((node) => node.style.colorScheme);
        }""",
        background,
    )
    assert found == [scheme, scheme]


def tile(number):
    return {"id": f"t{number}", "src": "data:,", "alt": f"Picture {number}", "caption": "", "chosen": number == 2}


def test_a_gallery_keeps_its_nodes_and_says_which_picture_was_picked(scripts):
    scripts.run("shared/pictures/gallery.js", GALLERY, [tile(1), tile(2), tile(3)])
    buttons = scripts.page.get_by_role("button")
    assert buttons.evaluate_all("all => all.map(one => one.ariaPressed)") == ["false", "true", "false"]
    buttons.first.evaluate("button => { button.marked = true }")
    scripts.page.evaluate("tiles => show(tiles)", [tile(4), tile(5)])
    assert buttons.count() == 2
    assert buttons.first.evaluate("button => button.marked")
    buttons.nth(1).click()
    assert scripts.page.evaluate("picked") == [["picked", "t5"]]
