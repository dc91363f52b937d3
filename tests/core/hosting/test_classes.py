"""A class: thirty take part with one dataset, each sees their own, and the teacher sees the runs on it alone."""

import os

import pytest

from core import workspace
from core.data import datasets
from core.data.intake import adding
from core.errors import InputError
from core.hosting import classes, owners, retention
from core.runs import folder
from core.specs.training_spec import TrainingSpec
from tests.core.data.pictures import two_classes
from tests.core.hosting.hosts import make_guest, make_host, make_person


def settle(visitor):
    return owners.settle(visitor, make_host(guests="train"))


@pytest.fixture
def teacher():
    return settle(make_person("teacher"))


@pytest.fixture
def classroom(teacher, tmp_path, monkeypatch):
    with workspace.using(teacher):
        monkeypatch.setattr("core.quota.Quota.check_place", lambda quota, path: None)
        adding.add(two_classes(tmp_path / "pets"), "pets", copy=True)
        return classes.begin("Cats and dogs", "Reach 90 % of accuracy.", "pets", days=7)


def join(classroom, name):
    theirs = settle(make_person(name))
    with workspace.using(theirs):
        return theirs, classes.join(classroom, name)


def test_whoever_joins_has_the_dataset_and_takes_no_room(classroom, teacher):
    theirs, member = join(classroom, "ann")
    with workspace.using(theirs):
        dataset = datasets.load(member.dataset)
        assert len(dataset.list_pictures()) > 0
        path = dataset.find_path(dataset.list_pictures()[0])
        assert path.is_relative_to(theirs.root)
        assert path.stat().st_nlink == 2
        datasets.remove("pets")
    with workspace.using(teacher):
        assert datasets.load("pets").list_pictures()


def test_who_has_a_dataset_of_that_name_keeps_it(classroom):
    theirs = settle(make_person("ann"))
    with workspace.using(theirs):
        adding.add("digits", "pets")
        member = classes.join(classroom, "Ann")
        assert member.dataset == "pets 2"
        assert datasets.load("pets 2").name == "pets 2"
        assert classes.join(classroom, "Ann again") == member


def test_the_board_has_the_runs_on_the_dataset_and_no_others(classroom, teacher):
    for name in ("ann", "ben"):
        theirs, member = join(classroom, name)
        with workspace.using(theirs):
            folder.create(TrainingSpec(dataset=member.dataset))
            folder.create(TrainingSpec(dataset="digits"))
    with workspace.using(teacher):
        board = classes.read_board(classroom)
    assert [(row.member.name, row.run["spec"]["dataset"]) for row in board] == [("ann", "pets"), ("ben", "pets")]


def test_who_leaves_is_off_the_board_and_keeps_what_is_theirs(classroom, teacher):
    theirs, member = join(classroom, "ann")
    join(classroom, "ben")
    with workspace.using(theirs):
        run = folder.create(TrainingSpec(dataset=member.dataset))
        classes.leave(classroom)
        assert classes.list_mine() == []
        assert datasets.load(member.dataset).list_pictures()
        assert run.path.exists()
    with workspace.using(teacher):
        assert classes.read_board(classroom) == []
        assert [one.name for one in classes.list_members(classroom)] == ["ben"]
        classes.leave(classroom)  # a teacher leads, and has no part to end
        assert classes.list_mine() == [classroom]


def test_who_has_no_room_for_the_dataset_is_told_so_and_has_nothing_of_it(classroom):
    theirs = owners.settle(make_person("ann"), make_host(limits={"person": {"stored_mb": 0}}))
    with workspace.using(theirs):
        with pytest.raises(InputError, match="0 MB are left"):
            classes.join(classroom, "ann")
        assert "pets" not in datasets.list_names()
    assert classes.list_members(classroom) == []


@pytest.mark.parametrize(("written", "shown"), [("=1+1", "1+1"), (" +-@ Ann ", "Ann"), ("Ann-Li", "Ann-Li")])
def test_no_name_on_the_board_is_a_formula_where_its_file_is_opened(classroom, written, shown):
    with workspace.using(settle(make_person("ann"))):
        assert classes.join(classroom, written).name == shown


def test_who_is_called_by_signs_alone_gets_a_name(classroom):
    with workspace.using(settle(make_person("ann"))):
        assert classes.join(classroom, "=") == classes.list_members(classroom)[0]
        assert len(classes.list_members(classroom)[0].name) == 8


def test_a_teacher_leads_so_many_classes_and_no_more(classroom, teacher, monkeypatch):
    monkeypatch.setattr(classes, "MOST_LED", 1)
    with workspace.using(teacher), pytest.raises(InputError, match="1 classes"):
        classes.begin("Another", "", "pets", days=7)


def test_nobody_but_the_teacher_sees_the_board_or_closes_the_class(classroom):
    theirs, _member = join(classroom, "ann")
    with workspace.using(theirs):
        with pytest.raises(InputError):
            classes.read_board(classroom)
        classes.close(classroom)
        assert classes.find(classroom.code) == classroom
        assert classes.list_mine() == [classroom]


@pytest.mark.parametrize("code", ["", "..", "x" * 12, "../shares"])
def test_a_guess_finds_no_class(classroom, code):
    with pytest.raises(InputError, match="no class"):
        classes.find(code)


def test_an_erased_member_is_off_the_board_and_an_erased_teacher_ends_the_class(classroom, teacher):
    theirs, _member = join(classroom, "ann")
    retention.erase(theirs.owner)
    assert classes.list_members(classroom) == []
    retention.erase(teacher.owner)
    with pytest.raises(InputError):
        classes.find(classroom.code)
    assert list(os.scandir(workspace.home() / classes.FOLDER)) == []


def test_the_host_says_who_teaches():
    person, guest = make_person("ann"), make_guest("1")
    assert classes.may_teach(person, make_host())
    assert not classes.may_teach(guest, make_host())
    assert not classes.may_teach(person, make_host(teachers="nobody"))
    assert classes.may_teach(person, make_host(teachers=["ann@example.org"]))
    assert classes.may_teach(person, make_host(teachers=["Ann@Example.org"]))
    nameless = person.model_copy(update={"email": ""})
    assert not classes.may_teach(nameless, make_host(teachers=["ann@example.org"]))
    assert not classes.may_teach(person, make_host(teachers=["ben@example.org"]))
