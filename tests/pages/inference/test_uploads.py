"""What the page says of an uploaded file is what an evaluation says of it, whatever kind of file it is."""

import numpy as np
import pytest

from core.data.intake.adding import add
from core.evaluation.evaluate import evaluate, load
from core.inference.familiar import neighbours
from core.inference.models import find_model
from core.tasks import watching
from core.tasks.models.predict import PREDICT
from tests import waiting
from tests.core.data.hostile_pictures import HOSTILE
from tests.core.data.intake.archives.test_unpacking import HOSTILE as HOSTILE_MEMBERS
from tests.core.data.intake.archives.test_unpacking import tar
from tests.core.data.intake.archives.test_zips import png
from tests.core.data.odd_pictures import heic
from tests.core.data.pictures import noise, two_classes
from tests.hand_made import hand_made_run
from tests.odd_pictures import bytes_of, odd_pictures, put_odd_pictures
from tests.pages.app import open_page, unfold


def test_every_kind_of_file_gets_the_answer_of_the_evaluation(tmp_path, monkeypatch):
    monkeypatch.setattr(neighbours, "AT_ONCE", 0)  # no look at the training pictures
    dataset = add(put_odd_pictures(tmp_path / "odd"), "odd")
    run = hand_made_run("odd")
    evaluate(find_model(run.run_id), dataset, "test")
    judged = load(run.evaluation, "odd", "test")
    expected = {path.rsplit("/", 1)[1]: row for path, row in zip(judged.paths, judged.probabilities, strict=True)}
    app = open_page("pages/inference/predict/page.py", run=run.run_id)
    app.file_uploader[0].set_value([(name, data, "image/png") for name, data in odd_pictures().items()]).run()
    waiting.until(lambda: not watching.list_at_work(PREDICT, lambda request: True), what="the answers")
    app.run()
    assert not app.exception
    table = unfold(app, "As a table").dataframe[0].value.set_index("path")
    assert set(table.index) == set(expected)
    for name, row in expected.items():
        np.testing.assert_allclose(table.loc[name, ["p(a)", "p(b)"]].astype(float), row, atol=1e-6)


@pytest.mark.filterwarnings("ignore")  # as in the product, see core/data/pixels/opening/quiet.py
def test_every_hostile_file_is_a_row_with_its_sentence_on_the_page(tmp_path, monkeypatch):
    monkeypatch.setattr(neighbours, "AT_ONCE", 0)
    add(two_classes(tmp_path / "pets"), "pets")
    members = {"good.png": png(), **{name: member for name, (member, _sentence) in HOSTILE_MEMBERS.items()}}
    packed = tar(tmp_path / "all.tar", members).read_bytes()
    app = open_page("pages/inference/predict/page.py", run=hand_made_run("pets").run_id)
    alone = {name: data for name, (data, _kind, _words) in HOSTILE.items()}
    app.file_uploader[0].set_value([(name, data, "image/png") for name, data in {**alone, "all.tar": packed}.items()])
    app.run()
    waiting.until(lambda: not watching.list_at_work(PREDICT, lambda request: True), what="the answers")
    app.run()
    assert not app.exception
    table = unfold(app, "As a table").dataframe[0].value.set_index("path")
    for name, (_data, kind, words) in HOSTILE.items():
        said = table.loc[name, "error"]
        assert (words in said) if kind else table.loc[name, "label"] in ("cat", "dog"), name
    inside = table[table.index.str.startswith("all.tar/")]
    assert inside.loc["all.tar/good.png", "label"] in ("cat", "dog")
    for member, sentence in HOSTILE_MEMBERS.values():
        assert inside["error"].fillna("").str.contains(sentence, regex=False).any(), member
    assert f"{table['error'].notna().sum()} files cannot be read" in app.error[0].value


@pytest.mark.parametrize("count", [8, pytest.param(1_100, marks=pytest.mark.slow)])
def test_one_bad_file_two_of_one_name_and_a_heic_among_many(tmp_path, monkeypatch, count):
    monkeypatch.setattr(neighbours, "AT_ONCE", 0)
    add(two_classes(tmp_path / "pets"), "pets")
    app = open_page("pages/inference/predict/page.py", run=hand_made_run("pets").run_id)
    odd = [("notes.jpg", b"no picture"), ("same.png", bytes_of(noise(1))), ("same.png", bytes_of(noise(2)))]
    files = [(f"{number}.png", bytes_of(noise(10 + number))) for number in range(count - 4)]
    given = [*files, *odd, ("photo.heic", heic(noise(3)))]
    app.file_uploader[0].set_value([(name, data, "image/png") for name, data in given]).run()
    waiting.until(lambda: not watching.list_at_work(PREDICT, lambda request: True), what="the answers")
    app.run()
    assert not app.exception
    assert "**1 file cannot be read**" in app.error[0].value
    table = unfold(app, "As a table").dataframe[0].value.set_index("path")
    assert len(table) == count
    assert table.index[table["error"].notna()].tolist() == ["notes.jpg"]
    assert {"same.png", "same (2).png", "photo.heic"} < set(table.index)
    assert set(table["label"].dropna()) <= {"cat", "dog"}
