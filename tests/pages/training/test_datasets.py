import io
import shutil
import zipfile
from pathlib import Path

import pytest

from core.data import datasets
from core.data.intake import adding
from core.i18n import LANGUAGES
from core.tasks.datasets import add_dataset
from tests.core.data.intake.trees import plant
from tests.core.data.pictures import fill, noise, two_classes
from tests.core.jobs.tiny import ended
from tests.pages.app import as_read, open_page
from tests.waiting import until

PAGE = "pages/training/datasets/page.py"
WORDS = {"en": ("Datasets", "There are no datasets yet."), "zh": ("数据集", "还没有数据集。")}


@pytest.fixture
def pets(tmp_path):
    root = two_classes(tmp_path / "photos")
    (root / "cat" / "broken_*1*.jpg").write_text("no picture")
    return adding.add(root, "pets")


def zipped(labels=("cat", "dog")):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for number in range(10 * len(labels)):
            picture = io.BytesIO()
            noise(number).save(picture, "PNG")
            opened.writestr(f"{labels[number % len(labels)]}/{number}.png", picture.getvalue())
    return file.getvalue()


def choose(app, source):
    return app.segmented_control(key="source").set_value(source).run()


def upload(data, name="my pets.zip"):
    app = choose(open_page(PAGE), "zip")
    return app.file_uploader(key="zip").set_value((name, data, "application/zip")).run()


def test_many_pictures_are_told_apart_by_their_names(home):
    app = choose(open_page(PAGE), "files")
    assert app.button(key="add").disabled
    with zipfile.ZipFile(io.BytesIO(zipped())) as packed:
        sent = [(name.replace("/", "."), packed.read(name), "image/png") for name in packed.namelist()]
    app.file_uploader(key="files.0").set_value(sent).run()
    assert any(one.value.startswith(f"{len(sent)} files are here, ") for one in app.markdown)
    app.button(key="files.empty").click().run()
    assert app.button(key="add").disabled
    app.file_uploader(key="files.1").set_value(sent).run()
    fill_in(app, "mine")
    app.button(key="add").click().run()
    assert not app.exception
    assert datasets.load("mine").classes == ["cat", "dog"]


def test_pictures_taken_class_by_class_become_a_dataset(home):
    app = choose(open_page(PAGE), "camera")
    assert not app.exception
    for place in (0, 1):
        taken = []
        for number in range(3):
            file = io.BytesIO()
            noise(10 * place + number).save(file, "JPEG")
            taken.append((f"{number}.jpg", file.getvalue(), "image/jpeg"))
        app.file_uploader(key=f"collection.upload.{place}.0").set_value(taken[: 3 - place]).run()
    fill_in(app, "taken")
    app.button(key="add").click().run()
    assert any("has fewer than 3 pictures" in one.value for one in app.error)
    app.file_uploader(key="collection.upload.1.1").set_value(taken).run()
    fill_in(app, "taken")
    app.button(key="add").click().run()
    assert not app.exception
    assert datasets.load("taken").classes == ["Class 1", "Class 2"]


def fill_in(app, name):
    (field,) = [field for field in app.text_input if field.key.startswith("name_")]
    field.set_value(name)


def texts(elements):
    return " ".join(element.value for element in elements)


def frames(app):
    return [frame.value for frame in app.dataframe]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_datasets_the_page_says_what_to_do(language):
    app = open_page(PAGE, language=language)
    title, nothing = WORDS[language]
    assert app.title[0].value == title
    assert app.info[0].value.startswith(nothing)
    assert not app.button(key="add").disabled


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_dataset_by_its_address(pets, language):
    app = open_page(PAGE, language=language, dataset="pets")
    assert not app.exception
    assert app.title[0].value == "pets"
    classes, refused, *_of_checks = frames(app)
    assert classes.to_numpy().tolist() == [["cat", 6, 2, 2, 10], ["dog", 6, 2, 2, 10]]
    assert refused.iloc[0, 0] == "cat/broken_*1*.jpg"
    assert ("不是图片" if language == "zh" else "is not a picture") in refused.iloc[0, 1]
    assert [metric.value for metric in app.metric] == ["20", "2", "12", "4", "4", "1"]
    assert '"cat"' in app.get("plotly_chart")[0].proto.spec
    assert len(app.get("image")) == 16


def pictures(app):
    """What the pictures on the page are said to show."""
    return [image.proto.imgs[0].alt for image in app.get("image")]


def test_the_list_has_a_card_a_dataset(pets):
    adding.add("digits", "small")
    app = open_page(PAGE)
    shown = texts(app.markdown)
    assert "20 pictures, 2 classes" in shown
    assert "1,797 pictures, 10 classes" in shown
    assert "0, 1, 2, 3, 4, 5, …" in texts(app.caption)
    links = [(link.proto.page, link.proto.query_string) for link in app.get("page_link")]
    assert links == [(page, f"dataset={name}") for name in ("pets", "small") for page in ("datasets", "train")] + [
        ("instant", "")
    ]
    assert pictures(app) == ["cat", "dog", "cat", "0", "1", "2"]


def test_a_built_in_is_added_with_its_options():
    app = open_page(PAGE)
    app.number_input(key="sketches_count").set_value(20)
    app.number_input(key="sketches_size").set_value(32)
    app.button(key="add").click().run()
    assert not app.exception
    assert app.query_params["dataset"] == "sketches"
    assert app.title[0].value == "sketches"
    assert datasets.load("sketches").manifest.source.options == {"count": 20, "size": 32, "seed": 0}
    assert "drawn by a program, not photos" in texts(app.markdown)


def test_an_uploaded_zip_is_added_under_the_name_of_its_file():
    app = upload(zipped())
    app.button(key="add").click().run()
    assert not app.exception
    assert app.query_params["dataset"] == "my pets"
    assert datasets.load("my pets").manifest.splits == {"train": 12, "val": 4, "test": 4}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"no zip at all", r"my pets\.zip is no zip"),
        (zipped(["cat"]), r"only one class, cat"),
    ],
)
def test_a_bad_zip_is_a_sentence_and_leaves_nothing(data, sentence, home):
    app = upload(data)
    app.button(key="add").click().run()
    assert not app.exception
    assert sentence in app.error[0].value
    assert datasets.list_names() == []
    assert list((home / "datasets").iterdir()) == []


def test_a_folder_is_added_in_place_or_copied(tmp_path):
    root = two_classes(tmp_path / "photos")
    app = choose(open_page(PAGE), "folder")
    assert app.button(key="add").disabled
    app.text_input(key="folder").set_value(str(root)).run()
    app.checkbox(key="copy").check().run()
    fill_in(app, "猫和狗")
    app.button(key="add").click().run()
    assert not app.exception
    dataset = datasets.load("猫和狗")
    assert dataset.root == dataset.folder / "pictures"
    assert app.query_params["dataset"] == "猫和狗"


def test_a_folder_that_is_not_there_is_told_before_anything_is_pressed(home):
    app = choose(open_page(PAGE), "folder")
    app.text_input(key="folder").set_value("/no/photos/here").run()
    assert "There is no folder /no/photos/here on this machine" in as_read(app.error[0])
    assert app.button(key="add").disabled
    app.text_input(key="folder").set_value(str(home)).run()
    assert not app.error
    assert not app.button(key="add").disabled


def test_the_same_pictures_under_another_name_are_told(pets, tmp_path):
    adding.add(pets.root, "again")
    adding.add(two_classes(tmp_path / "others"), "others", options={"seed": 9})
    told = next(one for one in open_page(PAGE, dataset="again").info if "another name" in one.value)
    assert as_read(told).endswith("under another name too: pets. One of them can be removed.")


def test_a_name_that_is_taken_or_impossible_is_a_sentence(pets):
    for name, sentence in (("pets", "already a dataset called pets"), ("a/b", "cannot be a dataset's name")):
        app = open_page(PAGE)
        fill_in(app, name)
        app.button(key="add").click().run()
        assert not app.exception
        assert sentence in app.error[0].value.replace("\\", "")


def test_a_dataset_is_removed_after_a_second_question(pets):
    app = open_page(PAGE, dataset="pets")
    assert str(pets.root.name) in texts(app.markdown)
    app.button(key="remove_pets").click().run()
    assert not app.exception
    assert "dataset" not in app.query_params
    assert app.info
    assert datasets.list_names() == []
    assert len(list(pets.root.rglob("*.png"))) == 20


def test_an_address_of_a_dataset_that_is_not_there(pets):
    app = open_page(PAGE, dataset="gone")
    assert not app.exception
    assert "There is no dataset called gone" in app.error[0].value


def test_a_damaged_dataset_shows_why_and_can_be_removed(pets):
    (pets.folder / "dataset.json").write_text("{")
    app = open_page(PAGE)
    assert "is damaged" in app.error[0].value
    app.button(key="remove_pets").click().run()
    assert datasets.list_names() == []


def test_pictures_that_have_vanished_are_named(pets):
    for path in (pets.root / "dog").iterdir():
        path.unlink()
    app = open_page(PAGE, dataset="pets")
    assert not app.exception
    assert r"dog/1000\.png is not there" in app.warning[0].value


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Same picture in two splits"), ("zh", "同一张图片出现在两个划分中")]
)
def test_the_health_comes_first_and_pairs_are_shown_and_decided_about(tmp_path, language, title):
    root = tmp_path / "photos"
    for number, split in enumerate(("train", "val", "test")):
        for place, label in enumerate(("cat", "dog")):
            fill(root / split / label, 12, first=1000 * number + 100 * place)
    noise(99, (120, 90)).save(root / "train" / "cat" / "again.png")
    noise(99, (120, 90)).resize((80, 60)).save(root / "test" / "cat" / "small.jpg", quality=80)
    adding.add(root, "pets")
    app = open_page(PAGE, language=language, dataset="pets")
    assert not app.exception
    summary = next(text.value for text in app.markdown if text.value.startswith("- **"))
    assert title in summary.splitlines()[0]
    assert [button for button in app.button if button.key == "health.mend"]
    assert any(text.value == f"**{title}**" for text in app.markdown)
    moved = next(button for button in app.button if button.key.startswith("duplicates.2."))
    moved.click().run()
    assert not app.exception
    splits = {record.path: record.split for record in datasets.load("pets").list_pictures()}
    assert splits["train/cat/again.png"] == splits["test/cat/small.jpg"]
    app.button(key="health.undo").click().run()
    app.button(key="health.mend").click().run()
    assert "train/cat/again.png" not in {record.path for record in datasets.load("pets").list_pictures()}


def test_surplus_copies_are_left_out_with_one_press_and_undone(tmp_path):
    root = two_classes(tmp_path / "photos")
    for number, split in enumerate(("val", "test"), 2):
        fill(tmp_path / "split" / split / "cat", 3, first=2000 * number)
        fill(tmp_path / "split" / split / "dog", 3, first=2000 * number + 500)
    shutil.copy(root / "cat" / "000.png", root / "cat" / "copy.png")
    root.rename(tmp_path / "split" / "train")
    pets = adding.add(tmp_path / "split", "pets")
    app = open_page(PAGE, dataset="pets")
    assert app.button(key="health.mend").label == "Leave out 1 picture that does harm"
    app.button(key="health.mend").click().run()
    assert not app.exception
    assert datasets.load("pets").manifest.images == pets.manifest.images - 1
    told = next(text.value for text in app.caption if text.value.startswith("What the last change did: Health"))
    assert "Exact duplicate: 1 → 0" in told
    app.button(key="health.undo").click().run()
    assert not any(text.value.startswith("What the last change") for text in app.caption)
    assert datasets.load("pets").manifest.images == pets.manifest.images


@pytest.mark.parametrize("source", ["folder", "zip"])
def test_folders_that_can_be_read_in_several_ways_are_asked_about_with_pictures(tmp_path, source):
    plant(tmp_path / "fruit", "{red,green}/{apple,pear}/*4")
    app = choose(open_page(PAGE), source)
    if source == "zip":
        packed = Path(shutil.make_archive(str(tmp_path / "fruit"), "zip", tmp_path / "fruit"))
        app.file_uploader(key="zip").set_value(("fruit.zip", packed.read_bytes(), "application/zip")).run()
    else:
        app.text_input(key="folder").set_value(str(tmp_path / "fruit")).run()
    app.button(key="add").click().run()
    assert not app.exception
    assert datasets.list_names() == []
    assert "Which one is meant?" in " ".join(text.value for text in app.markdown)
    assert not app.error, "the question is told once"
    captions = [[one.caption for one in shown.proto.imgs] for shown in app.get("image")]
    assert captions == [["green"], ["red"], ["apple"], ["pear"]]
    told = [text.value.replace("\\", "") for text in app.caption]
    assert {
        "green, red are the classes.",
        "green, red are joined, and the folders in them are the classes: apple, pear.",
    } <= set(told)
    app = open_page(PAGE)  # a reload still asks
    app.button(key="reading.joined").click().run()
    until(lambda: datasets.list_names() == ["fruit"])
    assert datasets.load("fruit").classes == ["apple", "pear"]
    assert "Which one" not in " ".join(text.value for text in app.run().markdown)


def test_the_columns_of_a_table_are_shown_and_can_be_changed(tmp_path):
    plant(tmp_path / "birds", "images/*8")
    rows = [f"{number}.jpg,{('owl', 'crow')[number % 2]},{('red', 'blue', 'red')[number % 3]}" for number in range(8)]
    (tmp_path / "birds" / "birds.csv").write_text("\n".join(["shot,species,ring", *rows]))
    app = choose(open_page(PAGE), "zip")
    packed = Path(shutil.make_archive(str(tmp_path / "birds"), "zip", tmp_path / "birds"))
    app.file_uploader(key="zip").set_value(("birds.zip", packed.read_bytes(), "application/zip")).run()
    app.button(key="add").click().run()
    assert app.selectbox(key="reading.path").options == ["shot: names 8 pictures"]
    label = app.selectbox(key="reading.label")
    assert (label.value, label.options) == ("species", ["species: 2 classes, owl, crow", "ring: 2 classes, red, blue"])
    label.set_value("ring").run()
    app.button(key="reading.labels").click().run()
    until(lambda: datasets.list_names() == ["birds"])
    assert datasets.load("birds").classes == ["blue", "red"]


def test_a_table_without_a_row_is_shown_too(tmp_path):
    plant(tmp_path / "birds", "images/*8")
    (tmp_path / "birds" / "birds.csv").write_text("file,label\n")
    ended(add_dataset.start(tmp_path / "birds", "birds"))
    app = open_page(PAGE)
    assert not app.exception
    assert app.selectbox(key="reading.path").options == ["file: names 0 pictures"]
    app.button(key="reading.labels").click().run()
    assert "has no rows" in " ".join(error.value for error in app.error)


def test_a_question_that_is_dismissed_leaves_nothing(tmp_path, home):
    plant(tmp_path / "fruit", "{red,green}/{apple,pear}/*4")
    job = add_dataset.start(tmp_path / "fruit", "fruit")
    assert "--reading NAME" in str(ended(job).reason)
    app = open_page(PAGE)
    next(button for button in app.button if button.label == "Do not add it").click().run()
    assert "Which one" not in " ".join(text.value for text in app.markdown)
    assert not list(job.path.glob("question*"))
