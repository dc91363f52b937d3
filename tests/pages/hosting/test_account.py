"""One's own account: what is used, links, and an end to everything."""

from core import workspace
from core.hosting import shares
from tests.pages.app import as_read, open_page
from tests.pages.belongings import keep_prediction

PAGE = "pages/hosting/account/page.py"


def test_what_is_used_and_what_may_be_is_told(ann):
    app = open_page(PAGE)
    assert not app.exception
    said = [bar.proto.text for bar in app.get("progress")]
    assert any("24 of 20,000" in text for text in said)


def test_a_link_is_taken_back(ann):
    with workspace.using(ann.workspace):
        share = shares.give("dataset", "pets", days=1)
    app = open_page(PAGE)
    assert share.token in app.code[0].value
    app.button(key=f"account.back.{share.token[:12]}").click().run()
    assert not app.exception
    assert len(app.code) == 0


def test_everything_is_deleted_once_one_is_sure(ann):
    app = open_page(PAGE)
    assert next(button for button in app.button if button.label == "Delete everything").disabled
    app.checkbox(key="account.sure").check().run()
    next(button for button in app.button if button.label == "Delete everything").click().run()
    assert not app.exception
    assert app.success[0].value == "Everything is deleted."
    left = {path.name for path in ann.workspace.root.rglob("*") if path.is_file()}
    assert left <= {"quota.json", "owner.json", "seen", "unseen-since"}


def test_a_guest_is_told_when_everything_goes(stage):
    app = open_page(PAGE)
    assert any("24 h" in caption.value for caption in app.caption)
    assert any(button.label == "Sign in" for button in app.sidebar.button)
    assert any(button.label == "Sign in" for button in app.main.button)  # the sidebar is folded away on a phone
    assert "Guests cannot train here. Sign in first." in [caption.value for caption in app.caption]
    assert not any("0 of 0" in bar.proto.text for bar in app.get("progress"))


def test_a_shared_prediction_is_called_by_what_was_said(ann):
    with workspace.using(ann.workspace):
        shares.give("prediction", keep_prediction(ann.run), days=1)
    said = " ".join(map(as_read, open_page(PAGE).main.markdown))
    assert f"**One prediction** · {ann.mark}-" in said


def test_in_chinese(ann):
    assert open_page(PAGE, language="zh").title[0].value == "你的账户"
