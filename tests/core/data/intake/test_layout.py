import unicodedata

import pytest

from core.data.intake.scan import scan
from core.errors import InputError


def make(root, *paths):
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        if path.endswith("/"):
            (root / path).mkdir(parents=True, exist_ok=True)
        else:
            (root / path).write_text("")
    return root


def found(root):
    return [(file.path, file.label, file.split) for file in scan(root, "photos").found]


def problems(root):
    return [(record.path, record.kind) for record in scan(root, "photos").problems]


def test_one_folder_a_class(tmp_path):
    make(tmp_path, "dog/2.jpg", "cat/1.jpg")
    assert found(tmp_path) == [("cat/1.jpg", "cat", None), ("dog/2.jpg", "dog", None)]
    assert problems(tmp_path) == []


@pytest.mark.parametrize("train", ["train", "Training", "TRAIN", "training_set"])
@pytest.mark.parametrize("val", ["val", "valid", "Validation"])
@pytest.mark.parametrize("test", ["test", "Testing"])
def test_splits_by_any_usual_name(tmp_path, train, val, test):
    make(tmp_path, *(f"{split}/{label}/1.jpg" for split in (train, val, test) for label in "ab"))
    assert sorted(found(tmp_path)) == sorted(
        (f"{name}/{label}/1.jpg", label, split)
        for name, split in ((train, "train"), (val, "val"), (test, "test"))
        for label in "ab"
    )


def test_only_a_train_folder_is_cut_like_no_split_at_all(tmp_path):
    make(tmp_path, "train/a/1.jpg", "train/b/1.jpg")
    assert found(tmp_path) == [("train/a/1.jpg", "a", None), ("train/b/1.jpg", "b", None)]


def test_a_test_folder_alone_is_not_enough(tmp_path):
    make(tmp_path, "test/a/1.jpg", "val/b/1.jpg")
    with pytest.raises(InputError, match=r"has test, val but no train folder\. Put the classes to learn from into"):
        scan(tmp_path, "photos")


def test_a_class_may_be_called_train(tmp_path):
    make(tmp_path, "train/1.jpg", "bus/1.jpg")
    assert found(tmp_path) == [("bus/1.jpg", "bus", None), ("train/1.jpg", "train", None)]


def test_a_folder_of_unsorted_test_pictures_is_named_and_not_used(tmp_path):
    make(tmp_path, "train/a/1.jpg", "train/b/1.jpg", "test/1.jpg", "test/2.jpg")
    assert found(tmp_path) == [("train/a/1.jpg", "a", None), ("train/b/1.jpg", "b", None)]
    assert problems(tmp_path) == [("test", "loose")]


def test_a_folder_beside_the_splits_is_named(tmp_path):
    make(tmp_path, "train/a/1.jpg", "train/b/1.jpg", "test/a/1.jpg", "more/1.jpg")
    assert problems(tmp_path) == [("more", "loose"), ("test/b", "class_missing")]


def test_pictures_are_found_in_folders_within_a_class(tmp_path):
    make(tmp_path, "a/1.jpg", "a/x/2.jpg", "a/x/y/3.jpg", "b/1.jpg")
    assert found(tmp_path)[:3] == [("a/1.jpg", "a", None), ("a/x/2.jpg", "a", None), ("a/x/y/3.jpg", "a", None)]


@pytest.mark.parametrize("wrapping", ["photos/", "photos/all of them/"])
def test_wrapping_folders_are_looked_through(tmp_path, wrapping):
    make(tmp_path, f"{wrapping}a/1.jpg", f"{wrapping}b/1.jpg", f"{wrapping}stray.jpg", "__MACOSX/x/._1.jpg")
    assert found(tmp_path) == [(f"{wrapping}a/1.jpg", "a", None), (f"{wrapping}b/1.jpg", "b", None)]
    assert problems(tmp_path) == [(f"{wrapping}stray.jpg", "loose")]


def test_loose_pictures_are_named_and_other_loose_files_are_not(tmp_path):
    make(tmp_path, "a/1.jpg", "b/1.jpg", "stray.JPG", "README.md", "labels.csv")
    assert problems(tmp_path) == [("stray.JPG", "loose")]
    (problem,) = scan(tmp_path, "photos").problems
    assert str(problem.reason).startswith("stray.JPG lies beside the class folders and is not used.")


def test_loose_pictures_within_a_split_are_named(tmp_path):
    make(tmp_path, "train/a/1.jpg", "train/b/1.jpg", "test/a/1.jpg", "test/b/1.jpg", "stray.png")
    assert problems(tmp_path) == [("stray.png", "loose")]


def test_what_systems_leave_behind_is_skipped_without_a_word(tmp_path):
    make(tmp_path, "a/1.jpg", "b/1.jpg", "a/.DS_Store", "b/Thumbs.db", "a/desktop.ini", "a/._1.jpg", ".git/x.jpg")
    assert len(found(tmp_path)) == 2
    assert problems(tmp_path) == []


def test_an_empty_class_folder_is_named(tmp_path):
    make(tmp_path, "a/1.jpg", "b/1.jpg", "c/", "d/.DS_Store")
    assert problems(tmp_path) == [("c", "empty_class"), ("d", "empty_class")]


@pytest.mark.parametrize(
    ("paths", "sentence"),
    [
        ([], "There are no pictures in photos. It needs one folder of pictures for each class."),
        (["notes.txt"], "There are no pictures in photos."),
        (["a/", "b/"], "There are no pictures in photos."),
        (["1.jpg", "2.jpg"], "The pictures in photos lie in no class folder. Make one folder for each class"),
        (["a/1.jpg"], "photos has only one class, a. A classifier needs at least two folders"),
        (["a/1.jpg", "b/"], "photos has only one class, a."),
        (["train/a/1.jpg", "test/a/1.jpg"], "photos has only one class, a."),
    ],
)
def test_folders_that_make_no_dataset(tmp_path, paths, sentence):
    make(tmp_path, *paths)
    with pytest.raises(InputError) as caught:
        scan(tmp_path, "photos")
    assert str(caught.value).startswith(sentence)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match=r"nowhere cannot be read\. Check that it is there"):
        scan(tmp_path / "nowhere", "photos")


def test_links_are_followed_but_never_in_a_circle(tmp_path):
    make(tmp_path, "elsewhere/1.jpg", "photos/a/1.jpg")
    (tmp_path / "photos" / "b").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "photos" / "a" / "again").symlink_to(tmp_path / "photos" / "a")
    assert found(tmp_path / "photos") == [("a/1.jpg", "a", None), ("b/1.jpg", "b", None)]


def test_accents_that_are_written_in_two_ways_are_two_labels_and_told(tmp_path):
    one, other = (unicodedata.normalize(form, "café") for form in ("NFC", "NFD"))
    make(tmp_path, f"train/{one}/1.jpg", f"test/{other}/1.jpg", "train/thé/1.jpg")
    assert {file.label for file in scan(tmp_path, "photos").found} == {one, other, "thé"}
    assert (other, "name") in problems(tmp_path)


def test_a_class_may_be_written_with_other_capitals_in_test(tmp_path):
    make(tmp_path, "train/Cat/1.jpg", "train/Dog/1.jpg", "test/cat/1.jpg", "test/DOG/1.jpg")
    assert {(file.label, file.split) for file in scan(tmp_path, "photos").found} == {
        ("Cat", "train"), ("Dog", "train"), ("Cat", "test"), ("Dog", "test"),
    }  # fmt: skip


def test_letters_large_and_small_are_classes_of_their_own(tmp_path):
    make(tmp_path, *(f"{split}/{label}/1.jpg" for split in ("train", "test") for label in "aAb"))
    assert {file.label for file in scan(tmp_path, "photos").found} == {"a", "A", "b"}
