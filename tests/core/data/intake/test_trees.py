"""Every layout that people have: what it is taken for, what is said of the rest, what is refused and why."""

import shutil
from pathlib import Path

import pytest

from core.data import datasets
from core.data.intake import adding
from core.data.intake.layout.choices import LayoutChoices
from core.data.intake.layout.readings import AmbiguousLayoutError
from core.data.intake.scan import list_readings, scan
from core.errors import InputError
from core.specs.training_spec import TrainingSpec
from core.tasks import train
from tests.core.data.intake.trees import plant

CASES = Path(__file__).parents[5] / "shared" / "cases" / "folders"
AB = {"a", "b"}

# the tree, its classes, its splits as folders make them, the paths that are named as not used or remarkable
READ = [
    ("{training_set/training_set,test_set/test_set}/{cats,dogs}/*6", {"cats", "dogs"}, {"train", "test"}, []),
    ("{seg_train/seg_train,seg_test/seg_test}/{a,b}/*3 | seg_pred/seg_pred/*3", AB, {"train", "test"}, ["seg_pred"]),
    ("Train/{0,1,2,10}/*4 | Test/*5 | Meta/*2", {"0", "1", "2", "10"}, {None}, ["Meta", "Test"]),
    ("{train,eval}/{a,b}/*4", AB, {"train", "val"}, []),
    ("{Training Data,Validation Data,Test Data}/{a,b}/*4", AB, {"train", "val", "test"}, []),
    ("{train_data,dev_data,testing}/{a,b}/*4", AB, {"train", "val", "test"}, []),
    ("{train_images,test_images}/{a,b}/*4", AB, {"train", "test"}, []),
    ("{01_train,02_valid,03_test}/{a,b}/*4", AB, {"train", "val", "test"}, []),
    ("{train2017,val2017}/{a,b}/*4", AB, {"train", "val"}, []),
    ("{pets_train,pets_test}/{a,b}/*4", AB, {"train", "test"}, []),
    ("{trainset,TESTSET}/{a,b}/*4", AB, {"train", "test"}, []),
    ("{训练集,测试集}/{a,b}/*4", AB, {"train", "test"}, []),
    ("train/{a,b}/*4 | holdout/{a,b}/*3", AB, {"train", "test"}, ["holdout"]),
    ("{train,test}/images/{a,b}/*4", AB, {"train", "test"}, []),
    ("{a,b}/{train,test}/*4", AB, {"train", "test"}, []),
    ("{cats,dogs}/*6 | cats/@eaDir/0.jpg/*2 | @eaDir/0.jpg | #recycle/cats/*3", {"cats", "dogs"}, {None}, []),
    ("{a,b}/*4 | $RECYCLE.BIN/x/*2 | lost+found/*2 | System Volume Information/*1", AB, {None}, []),
    ("{a,b}/*4 | .ipynb_checkpoints/*2 | a/.ipynb_checkpoints/*2 | __MACOSX/a/*2", AB, {None}, []),
    ("data/{train,test}/{a,b}/*4 | sample_images/*2", AB, {"train", "test"}, ["sample_images"]),
    ("x/y/data/{train,test}/{a,b}/*4 | x/pictures of us/*2 | README.md", AB, {"train", "test"}, ["x/pictures of us"]),
    ("photos/{a,b}/*4 | outputs/*2 | code/main.py", AB, {None}, ["outputs"]),
    ("{fold1,fold2,fold3}/{a,b}/*4", AB, {None}, ["fold1"]),
    ("cv/{fold_0,fold_1}/{a,b}/*4 | cv/outputs/*1", AB, {None}, ["cv/fold_0", "cv/outputs"]),
    ("test/{a,b}/*4", AB, {"test"}, ["test"]),
    ("{images,masks}/{a,b}/*4", AB, {None}, ["masks"]),
    ("{train,test}/{images,masks}/{a,b}/*4", AB, {"train", "test"}, ["test/masks", "train/masks"]),
    ("train/{a,b,c}/*4 | test/{a,b}/*4", {"a", "b", "c"}, {"train", "test"}, ["test/c"]),
    ("train/{a,b}/*4 | test/{a,c}/*4", {"a", "b", "c"}, {"train", "test"}, ["test/b", "train/c"]),
    ("{Cat,cat,dog}/*4", {"Cat", "cat", "dog"}, {None}, ["Cat"]),
    ("{cat,cat ,dog}/*4", {"cat", "cat ", "dog"}, {None}, ["cat"]),
    ("train/{Cat,Dog}/*4 | test/{cat,DOG}/*4", {"Cat", "Dog"}, {"train", "test"}, ["Cat", "Dog"]),
    ("{caf\u00e9,cafe\u0301,the}/*4", {"caf\u00e9", "cafe\u0301", "the"}, {None}, ["cafe\u0301"]),
    ("{a,b,.c}/*4", AB, {None}, [".c"]),
    ("{a,b}/{2024-01-01,2024-01-02}/*4", AB, {None}, []),
    ("{train,bus,car}/*4", {"train", "bus", "car"}, {None}, []),
    ("{with_mask,without_mask}/*4", {"with_mask", "without_mask"}, {None}, []),
    ("{a,b}/*4 | notes/readme.txt", AB, {None}, []),
    ("{train_cats,train_dogs,test_cats,test_dogs}/*4", {"cats", "dogs"}, {"train", "test"}, []),
    ("{a-train,a-val,a-test,b-train,b-val,b-test}/*3 | outputs/*1", AB, {"train", "val", "test"}, ["outputs"]),
    ("{aTrain,bTrain,aTest,bTest}/*4", AB, {"train", "test"}, []),
    ("{a,b}/*4 | a/{0.jpg.json,1.jpg.json,0.AAE,0.mov,notes.txt}", AB, {None}, ["a"]),
    ("{cat,cat - Copy,cat copy 2,dog,dog (1)}/*4", {"cat", "cat - Copy", "cat copy 2", "dog", "dog (1)"}, {None},
     ["cat - Copy", "cat copy 2", "dog (1)"]),
    ("class {1,2}/*4 | class (3)/*4", {"class 1", "class 2", "class (3)"}, {None}, []),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "classes", "splits", "told"), READ, ids=[case[0] for case in READ])
def test_a_tree_is_taken_for_what_it_is(tmp_path, tree, classes, splits, told):
    layout = scan(plant(tmp_path, tree), "photos")
    assert {file.label for file in layout.found} == classes
    assert {file.split for file in layout.found} == splits
    assert [record.path for record in layout.problems] == told
    assert all(record.path in str(record.reason) or record.kind in ("class_missing", "name")
               for record in layout.problems)  # fmt: skip


# the tree, and what the refusal says
REFUSED = [
    ("{train,test}/*4", r"test, train in photos are splits, not classes.*Make one folder for each class in each"),
    ("cats/*4 | notes.txt", r"photos has only one class, cats"),
    ("{fold1,fold2}/*4", r"are splits, not classes"),
    ("{train,val}/{images,labels}/*4", r"splits, not classes"),
    ("images/{train,val}/*4 | labels/{train,val}/{0,1,2,3}.txt", r"come with \.txt files .* an object detector"),
    ("V/JPEGImages/*4 | V/Annotations/{0,1,2,3}.xml", r"come with \.xml files .* one class for each picture"),
    ("{train1,train2,test1}/*4", r"are splits, not classes"),
    ("{cat,dog}/{0,1}.mp4", r"no pictures in photos, and its \.mp4 files are not read\. Save what they show"),
    ("data/train.parquet | README.md", r"no pictures in photos, and its \.parquet files are not read"),
    ("images/*4 | labels.xlsx", r"only one class, images.* If labels\.xlsx says the labels, save it as CSV"),
]


@pytest.mark.parametrize(("tree", "sentence"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_tree_without_classes_is_refused(tmp_path, tree, sentence):
    with pytest.raises(InputError, match=sentence):
        scan(plant(tmp_path, tree), "photos")


# the tree, and the readings with their classes
ASKED = [
    ("train/{steam,diesel}/*4 | bus/*4", {"splits": {"steam", "diesel"}, "classes": {"train", "bus"}}),
    ("{red,green}/{apple,pear}/*4", {"classes": {"red", "green"}, "joined": {"apple", "pear"}}),
    ("cats/{siamese,tabby}/*4 | dogs/{beagle,pug}/*4",
     {"classes": {"cats", "dogs"}, "subfolders": {"siamese", "tabby", "beagle", "pug"}}),
    ("animals/{cat,dog}/*4 | plants/*4", {"classes": {"animals", "plants"}, "subfolders": {"cat", "dog"}}),
    ("{cat.0,cat.1,dog.0,dog.1}.jpg", {"names": {"cat", "dog"}}),
    ("train/train/{cat,dog}.*4 | test1/test1/*4", {"names": {"cat", "dog"}}),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "readings"), ASKED, ids=[case[0] for case in ASKED])
def test_what_can_be_read_in_several_ways_is_asked(tmp_path, tree, readings):
    root = plant(tmp_path, tree)
    with pytest.raises(AmbiguousLayoutError, match="--reading NAME") as caught:
        scan(root, "photos")
    assert [reading.name for reading in caught.value.readings] == list(readings)
    for name, classes in readings.items():
        assert f" {name}: " in str(caught.value)
        assert {file.label for file in scan(root, "photos", LayoutChoices(reading=name)).found} == classes
    assert all(path.is_file() for each in caught.value.readings for _, path in each.choose_samples(root, 3))
    with pytest.raises(InputError, match="cannot be read as colours"):
        scan(root, "photos", LayoutChoices(reading="colours"))


def test_capitals_are_joined_on_request(tmp_path):
    layout = scan(plant(tmp_path, "{Cat,cat,cat ,dog}/*4"), "photos", LayoutChoices(join_capitals=True))
    assert {file.label for file in layout.found} == {"cat", "dog"}
    assert [(record.path, record.kind) for record in layout.problems] == [("cat", "name")]


def test_a_set_with_only_a_test_split_is_added_whole(tmp_path):
    dataset = adding.add(plant(tmp_path / "photos", "test/{2,10}/*4"), "judged")
    assert dataset.manifest.splits == {"train": 0, "val": 0, "test": 8}
    assert dataset.classes == list(datasets.load("judged").counts) == ["2", "10"]
    with pytest.raises(InputError, match="judged has no training pictures, only a test split"):
        train.start(TrainingSpec(dataset="judged", architecture="article"))


def test_what_a_file_is_decides(tmp_path):
    for path in plant(tmp_path, "{a,b}/*3").rglob("*.jpg"):
        path.rename(path.with_suffix(""))
    assert {file.label for file in scan(tmp_path, "photos").found} == AB


# of the folder of cases: the classes and splits, or a piece of the refusal
AT_HAND = {
    "split_twice": ({"cats", "dogs"}, {"train": 12, "test": 8}),
    "extra_folder_and_flat_test": ({"0", "1", "2", "10"}, {}),
    "flat_train_and_test": "splits, not classes",
    "eval_for_test": (AB, {}),
    "nas_junk": ({"cats", "dogs"}, {None: 12}),
    "one_level_down": (AB, {}),
    "folds": (AB, {}),
    "class_absent_in_test": ({"a", "b", "c"}, {}),
    "classes_differ_by_split": ({"a", "b", "c"}, {}),
    "capitals": ({"Cat", "cat", "dog"}, {}),
    "labels_in_csv": "--labels labels.csv",
    "images_and_masks": (AB, {}),
    "left_right": ({"left", "right"}, {}),
}


@pytest.mark.parametrize("name", AT_HAND)
def test_the_cases_at_hand(name):
    if not CASES.is_dir():
        pytest.skip(f"the cases are not here ({CASES})")
    root, expected = CASES / name, AT_HAND[name]
    if isinstance(expected, str):
        with pytest.raises(InputError, match=expected):
            scan(root, name)
        return
    classes, splits = expected
    found = scan(root, name).found
    assert {file.label for file in found} == classes
    for split, count in splits.items():
        assert sum(file.split == split for file in found) == count
    assert list_readings(root, name)


def test_a_folder_of_archives_is_told_what_to_do_with_them(tmp_path):
    for name in ("cats", "dogs"):
        shutil.make_archive(str(tmp_path / "packed" / name), "zip", plant(tmp_path / name, "*4"))
    with pytest.raises(InputError, match=r"no pictures in photos, but archives: cats\.zip, dogs\.zip\. Unpack"):
        scan(tmp_path / "packed", "photos")
    packed = shutil.make_archive(str(tmp_path / "all"), "zip", tmp_path / "packed")
    assert adding.add(packed, "pets").classes == ["cats", "dogs"]


def test_a_picture_among_notes_is_a_picture_whatever_its_name(tmp_path):
    root = plant(tmp_path, "{a,b}/*4")
    (root / "a" / "0.jpg").rename(root / "a" / "0.txt")
    (root / "b" / "alone.mov").write_bytes(b"\0\0\0\x14ftypqt  ")
    layout = scan(root, "photos")
    assert {"a/0.txt", "b/alone.mov"} <= {file.path for file in layout.found}, "the film is told by its name"
    assert layout.problems == []
