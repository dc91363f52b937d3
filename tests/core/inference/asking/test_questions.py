"""What paths and uploads stand for: every picture once, under a name of its own, and a reason for what is none."""

import io
import zipfile
from pathlib import Path

import pytest

from core.inference.asking.questions import Given, Room, list_questions, name_apart
from core.inference.predict import Question
from tests.core.data.intake.archives.test_sevens import seven
from tests.core.data.odd_pictures import encode
from tests.core.data.pictures import noise, two_classes

PNG = encode(noise(1))


def packed(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for name, data in members.items():
            opened.writestr(name.replace("__", "/"), data)
    return file.getvalue()


def names(questions):
    return [question.name for question in questions]


def test_a_folder_stands_for_all_files_in_it(tmp_path):
    photos = two_classes(tmp_path / "photos", 2)
    (photos / ".DS_Store").write_bytes(b"x")
    found = list_questions([Given("photos", photos)], Room())
    assert names(found) == sorted(str(path.relative_to(tmp_path)) for path in photos.rglob("*.png"))
    assert all(question.source.is_file() for question in found)


def test_an_archive_in_a_folder_stands_for_what_it_holds_too(tmp_path):
    photos = two_classes(tmp_path / "photos", 1)
    (photos / "more.zip").write_bytes(packed(**{"a.png": PNG}))
    (photos / "broken.zip").write_bytes(b"no zip")
    room = Room()
    found = {question.name: question for question in list_questions([Given("photos", photos)], room)}
    assert found["photos/more.zip/a.png"].source.read_bytes() == PNG
    assert "broken.zip is no zip" in str(found["photos/broken.zip"].problem)
    assert len(found) == 4


def test_a_folder_without_files_says_so(tmp_path):
    (tmp_path / "none").mkdir()
    (found,) = list_questions([Given("none", tmp_path / "none")], Room())
    assert "none has no files in it" in str(found.problem)


@pytest.mark.parametrize("in_memory", [False, True])
def test_a_zip_stands_for_what_it_holds_and_leaves_nothing_behind(tmp_path, in_memory):
    source = packed(**{"cat__a.png": PNG, "b.png": PNG, "..__out.png": PNG})
    if not in_memory:
        (tmp_path / "upload").write_bytes(source)
        source = tmp_path / "upload"
    room = Room()
    found = list_questions([Given("photos.zip", source)], room)
    good = [question for question in found if not question.problem]
    assert names(good) == [str(Path("photos.zip", "b.png")), str(Path("photos.zip", "cat", "a.png"))]
    assert [question.source.read_bytes() for question in good] == [PNG, PNG]
    (bad,) = [question for question in found if question.problem]
    assert "leads out of the archive" in str(bad.problem)
    unpacked = good[0].source
    del room
    assert not unpacked.exists()


def test_of_a_zip_whose_every_file_leads_out_each_is_told_and_nothing_else():
    found = list_questions([Given("slip.zip", packed(**{"..__a.png": PNG, "..__b.png": PNG}))], Room())
    assert ["leads out of the archive" in str(question.problem) for question in found] == [True, True]


@pytest.mark.parametrize("in_memory", [False, True])
def test_a_7z_stands_for_what_it_holds(tmp_path, in_memory):
    path = seven(tmp_path / "upload", {"cat/a.png": PNG})
    (found,) = list_questions([Given("photos.7z", path.read_bytes() if in_memory else path)], Room())
    assert found.name == str(Path("photos.7z", "cat", "a.png"))
    assert found.problem is None


def test_what_is_no_zip_says_so_under_its_own_name(tmp_path):
    (tmp_path / "upload").write_bytes(b"no zip")
    (found,) = list_questions([Given("photos.zip", tmp_path / "upload")], Room())
    assert str(found.problem).startswith("photos.zip is no zip")


def test_two_files_of_one_name_are_told_apart_and_other_names_stay():
    asked = ["a.jpg", "b/a.jpg", "a.jpg", "a (2).jpg", "a.jpg", "noend", "noend"]
    told = names(name_apart([Question(name, b"") for name in asked]))
    assert told == ["a.jpg", "b/a.jpg", "a (2).jpg", "a (2) (2).jpg", "a (3).jpg", "noend", "noend (2)"]
