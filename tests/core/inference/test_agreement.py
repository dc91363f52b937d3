"""Page, command line, ONNX file, bundle and LiteRT agree on real photos: the same decisions, probabilities to 1e-3."""

import json

import numpy as np
import onnxruntime
import pytest

from core.cancel import NEVER
from core.cli import main
from core.data.intake import adding
from core.data.pixels.decode import decode
from core.data.pixels.view import View
from core.export.comparison import read_files
from core.export.formats import find_format
from core.inference.models import find_model
from core.inference.predict import Question, answer
from core.tasks import train
from tests.runs import HEAD
from tests.waiting import ended

COUNT = 200


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_page_command_line_and_file_agree_on_real_photos(cats_vs_dogs, tmp_path, capsys, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C.UTF-8")
    small = tmp_path / "small"
    for split in ("train", "test"):
        for label in ("cat", "dog"):
            (small / split / label).mkdir(parents=True)
            for file in sorted((cats_vs_dogs / split / label).iterdir())[:20]:
                (small / split / label / file.name).symlink_to(file)
    adding.add(small, "pets", copy=True)
    run = train.start(HEAD.model_copy(update={"dataset": "pets", "view": View.CROP}))
    assert ended(run).state == "finished", run.log.read_text()
    photos = [
        file
        for label in ("cat", "dog")
        for file in sorted((cats_vs_dogs / "test" / label).iterdir())[20 : 20 + COUNT // 2]
    ]
    model = find_model(run.run_id)
    page = np.stack([one.probabilities for one in answer(model, [Question(file.name, file) for file in photos])])
    assert main(["predict", run.run_id, *map(str, photos), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)["predictions"]
    shares = [{guess["label"]: guess["probability"] for guess in one["top"]} for one in said]
    terminal = np.array([[share[label] for label in model.classes] for share in shares])
    session = onnxruntime.InferenceSession(run.onnx_model)
    pixels = np.stack([decode(file, model.image_size, model.view) for file in photos]).astype(np.float32)
    file, *_features = session.run(None, {session.get_inputs()[0].name: pixels})
    file = np.hstack([1 - file, file]) if file.shape[1] == 1 else file
    exported = [ask_exported(model, name, photos, tmp_path / name) for name in ("bundle", "litert")]
    for other in (terminal, file, *exported):
        assert np.abs(other - page).max() < 1e-3
        assert (other.argmax(axis=1) == page.argmax(axis=1)).all()


def ask_exported(model, name, photos, folder):
    """What the file of that format says of the photos, after it was written and checked as for a download."""
    chosen = find_format(name)
    return chosen.ask(model, chosen.export(model, folder).path, read_files(model, photos), NEVER)
