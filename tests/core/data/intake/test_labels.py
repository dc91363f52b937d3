"""Labels in a table: its columns are found by what they hold, and can be named."""

import json

import pytest

from core.data.intake.layout.choices import LayoutChoices
from core.data.intake.scan import scan
from core.errors import InputError
from tests.core.data.intake.trees import plant

ROWS = [("images/0.jpg", "cat"), ("images/1.jpg", "dog"), ("images/2.jpg", "cat"), ("images/3.jpg", "dog")]


def csv(head, rows):
    return "".join(f"{head[1].join(row)}\n" for row in [head[0], *rows])


TABLES = {
    "paths.csv": csv((("file", "label"), ","), ROWS),
    "names.csv": csv((("label", "image"), ","), [(label, path[7:]) for path, label in ROWS]),
    "stems.tsv": csv((("id", "species", "x"), "\t"), [(path[7:-4], label, "0.5") for path, label in ROWS]),
    "windows.csv": csv((("Pfad", "Klasse"), ";"), [(f".\\{path}".replace("/", "\\"), label) for path, label in ROWS]),
    "headless.csv": csv((ROWS[0], ","), ROWS[1:]),
    "list.json": json.dumps([{"name": path, "class": label} for path, label in ROWS]),
    "mapping.json": json.dumps(dict(ROWS)),
    "by_class.json": json.dumps({one: [path for path, label in ROWS if label == one] for one in ("cat", "dog")}),
    "lines.jsonl": "\n".join(json.dumps({"file": path, "label": label}) for path, label in ROWS),
    "coco.json": json.dumps(
        {
            "images": [{"id": number, "file_name": path[7:]} for number, (path, _) in enumerate(ROWS)],
            "annotations": [{"image_id": n, "category_id": "cd".index(label[0])} for n, (_, label) in enumerate(ROWS)],
            "categories": [{"id": 0, "name": "cat"}, {"id": 1, "name": "dog"}],
        }
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_offered_and_used_when_it_is_named(tmp_path, name):
    plant(tmp_path, "images/*4")
    (tmp_path / name).write_text(TABLES[name])
    with pytest.raises(InputError, match=f"--labels {name}"):
        scan(tmp_path, "photos")
    for choices in (LayoutChoices(labels=name), LayoutChoices(reading="labels")):
        found = scan(tmp_path, "photos", choices).found
        assert [(file.path, file.label) for file in found] == ROWS


def test_columns_can_be_named_and_splits_are_read(tmp_path):
    plant(tmp_path, "images/*4")
    rows = [(path, label, split, "ab"[number % 2]) for number, ((path, label), split)
            in enumerate(zip(ROWS, ("train", "train", "test", "test"), strict=True))]  # fmt: skip
    (tmp_path / "t.csv").write_text(csv((("file", "label", "set", "other"), ","), rows))
    layout = scan(tmp_path, "photos", LayoutChoices(labels="t.csv", label_column="other"))
    assert [(file.label, file.split) for file in layout.found] == [
        ("a", "train"), ("b", "train"), ("a", "test"), ("b", "test"),
    ]  # fmt: skip
    with pytest.raises(InputError, match=r"no column colour\. It has: file, label, set, other"):
        scan(tmp_path, "photos", LayoutChoices(labels="t.csv", label_column="colour"))


def test_what_a_table_leaves_open_is_told(tmp_path):
    plant(tmp_path, "images/*5")
    rows = [*ROWS, ("images/9.jpg", "cat"), ("images/0.jpg", "dog")]
    (tmp_path / "t.csv").write_text(csv((("file", "label"), ","), rows))
    layout = scan(tmp_path, "photos", LayoutChoices(labels="t.csv"))
    assert [(record.path, record.kind) for record in layout.problems] == [
        ("images/0.jpg", "label_conflict"), ("t.csv", "loose"), ("t.csv", "missing"),
    ]  # fmt: skip
    assert {file.path for file in layout.found} == {"images/1.jpg", "images/2.jpg", "images/3.jpg"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "cannot be read as a table"),
        ("file,label\n", "has no rows"),
        ("a,b\n1,2\n", r"No column of t\.csv names pictures .* Its columns are: a, b"),
        ("\0\0\0", "cannot be read as a table|has no rows"),
    ],
)
def test_a_table_that_says_nothing_is_a_sentence(tmp_path, content, sentence):
    plant(tmp_path, "images/*4")
    (tmp_path / "t.csv").write_text(content)
    with pytest.raises(InputError, match=sentence):
        scan(tmp_path, "photos", LayoutChoices(labels="t.csv"))


@pytest.mark.parametrize(
    "content", ["[" * 100_000, "{}", "[]", '"text"', '{"images": 1, "annotations": 2, "categories": 3}']
)
def test_a_json_of_another_kind_is_a_sentence(tmp_path, content):
    plant(tmp_path, "images/*4")
    (tmp_path / "t.json").write_text(content)
    with pytest.raises(InputError, match=r"t\.json cannot be read as a table"):
        scan(tmp_path, "photos", LayoutChoices(labels="t.json"))
    with pytest.raises(InputError, match="There is no file gone"):
        scan(tmp_path, "photos", LayoutChoices(labels="gone.csv"))
