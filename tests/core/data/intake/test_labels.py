"""Labels in a table: its columns are found by what they hold, and can be named."""

import json

import pytest

from core.data.intake.layout.choices import LayoutChoices
from core.data.intake.layout.readings import AmbiguousLayoutError
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
    "german.csv": csv((("Größe", "Bild", "Klasse"), ";"), [("0,5", path[7:], label) for path, label in ROWS]),
    "list.txt": csv((ROWS[0], " "), ROWS[1:]),
    "one_hot.csv": csv((("name", "cat", "dog"), ","), [(p[7:], *("01", "10")[one == "cat"]) for p, one in ROWS]),
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
    with pytest.raises(InputError, match=f"labels .--labels {name}.: The classes stand in {name}:"):
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


# the tree, its tables by their paths, the one that is offered, and the labels and splits by it
TOGETHER = {
    "one hot in each split": (
        "{train,valid}/*4",
        {f"{split}/_classes.csv": "filename, cat, dog\n0.jpg, 1, 0\n1.jpg, 0, 1\n2.jpg, 1, 0\n3.jpg, 1, 1\n"
         for split in ("train", "valid")},
        "_classes.csv",
        {f"{folder}/{number}.jpg": (("cat", "dog", "cat")[number], split)
         for folder, split in (("train", "train"), ("valid", "val")) for number in range(3)},
    ),
    "lines in each split": (
        "{train,test}/*2",
        {f"{split}/metadata.jsonl": '{"file_name": "0.jpg", "label": 7}\n{"file_name": "1.jpg", "label": 3}\n'
         for split in ("train", "test")},
        "metadata.jsonl",
        {f"{split}/{number}.jpg": ("73"[number], split) for split in ("train", "test") for number in range(2)},
    ),
    "a table a split": (
        "all/*4",
        {"train.csv": "id,breed\n0,pug\n1,beagle\n", "val.csv": "id,breed\n2,pug\n3,beagle\n"},
        "train.csv, val.csv",
        {f"all/{number}.jpg": (("pug", "beagle")[number % 2], ("train", "val")[number // 2]) for number in range(4)},
    ),
    "an example of an answer, and a table of the rest": (
        "all/*6",
        {"sample_submission.csv": "id,label\n4,a\n5,b\n", "train.csv": "id,target\n0,x\n1,y\n2,x\n3,y\n",
         "test.csv": "id,sex\n4,m\n5,f\n"},
        "train.csv",
        {f"all/{number}.jpg": ("xy"[number % 2], None) for number in range(4)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TOGETHER)
def test_tables_that_belong_together_are_one_and_the_likeliest_is_offered(tmp_path, case):
    tree, tables, offered, expected = TOGETHER[case]
    plant(tmp_path, tree)
    for path, text in tables.items():
        (tmp_path / path).write_text(text)
    with pytest.raises(AmbiguousLayoutError, match=f"The classes stand in {offered}:") as asked:
        scan(tmp_path, "photos")
    table = next(reading.table for reading in asked.value.readings if reading.table)
    for choices in (LayoutChoices(reading="labels"), LayoutChoices(labels=table.file, label_column=table.used.label)):
        found = scan(tmp_path, "photos", choices).found
        assert {file.path: (file.label, file.split) for file in found} == expected


NAMES = {
    "classes.txt": "ant\nbee\ncrow\n",
    "labels.txt": "0 ant\n1: bee\n2, crow\n",
    "label_map.json": '{"0": "ant", "1": "bee", "2": "crow"}',
    "meta/class_to_idx_names.json": '{"ant": 0, "bee": 1, "crow": 2}',
    "class_names.json": '["ant", "bee", "crow"]',
}


@pytest.mark.parametrize("file", NAMES)
@pytest.mark.parametrize("numbers", ["0,1,2", "00,01,02"])
def test_classes_that_are_numbers_get_the_names_that_lie_beside_them(tmp_path, file, numbers):
    plant(tmp_path, f"{{train,test}}/{{{numbers}}}/*3 | meta/x.csv")
    (tmp_path / file).write_text(NAMES[file])
    layout = scan(tmp_path, "photos")
    assert {(file.path[-7:-6], file.label) for file in layout.found} == {("0", "ant"), ("1", "bee"), ("2", "crow")}
    (told,) = layout.problems
    assert (told.path, told.kind) == (file, "layout")
    assert "0 ant, " in str(told.reason)
    assert "Delete that file" in str(told.reason)


@pytest.mark.parametrize(
    "text", ["ant\nbee\n", "ant\nant\ncrow\n", "1 ant\n2 bee\n3 crow\n", "0\n1\n2\n", "\0", "ant\nbee\ncrow\ndoe\n"]
)
def test_names_that_do_not_go_with_the_numbers_are_not_used(tmp_path, text):
    plant(tmp_path, "{0,1,2}/*3")
    (tmp_path / "classes.txt").write_text(text)
    assert {file.label for file in scan(tmp_path, "photos").found} == {"0", "1", "2"}
