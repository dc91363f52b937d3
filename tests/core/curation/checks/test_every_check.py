"""What every registered check owes to whoever runs it, over the same small datasets."""

import pytest

from core.cancel import Cancelled, CancelWhen
from core.curation.checks import CHECKS
from core.curation.checks.problem_kinds import OTHER, get_kind
from core.data import datasets
from core.data.index import SPLITS
from tests.core.curation.checks import planted

SPOILED = ("blank", "dark", "overexposed", "blurred", "small_pictures", "extreme_shapes")
UNEVEN = ("imbalance", "missing_classes", "too_few")


def make_planted(check, tmp_path):
    """A dataset with the problem that the check looks for."""
    if check.name in SPOILED:
        return planted.spoiled(tmp_path)
    return planted.uneven(tmp_path) if check.name in UNEVEN else planted.planted(tmp_path)


LONG = ("suspect_labels",)  # its own tests are quick ones
every_check = pytest.mark.parametrize(
    "check",
    [pytest.param(one, id=one.name, marks=[pytest.mark.slow] * (one.name in LONG)) for one in CHECKS],
)


def test_names_titles_and_what_they_look_for_are_given_once():
    for texts in zip(*((check.name, check.title, check.about) for check in CHECKS), strict=True):
        assert len(set(texts)) == len(CHECKS)


@every_check
def test_nothing_is_found_where_nothing_is_wrong(check, tmp_path):
    assert check.find(planted.clean(tmp_path)) == []


@every_check
def test_the_planted_problem_is_named_with_its_file(check, tmp_path):
    dataset = make_planted(check, tmp_path)
    problems = check.find(dataset)
    files = {record.path for record in dataset.found} | set(dataset.classes) | set(SPLITS)
    assert problems
    assert len({problem.path for problem in problems}) == len(problems)
    for problem in problems:
        assert problem.kind in check.kinds
        assert {problem.path, problem.other or problem.path} <= files
        assert problem.path in str(problem.reason) or problem.path in SPLITS
        assert get_kind(problem.kind) is not OTHER
    if dataset.name == "spoiled":
        assert [problem.path for problem in problems] == [f"animal/{check.name}.png"]


@every_check
def test_a_check_changes_nothing_and_says_the_same_again(check, tmp_path):
    dataset = planted.planted(tmp_path)
    assert check.find(dataset) == check.find(datasets.load("planted"))
    assert datasets.load("planted").manifest == dataset.manifest
    assert datasets.load("planted").records == dataset.records


@every_check
def test_only_what_opens_pictures_tells_its_progress_and_can_be_cancelled(check, tmp_path):
    dataset, shares = planted.planted(tmp_path), []
    check.find(dataset, progress=lambda done, total: shares.append(done / total))
    assert shares == sorted(shares)
    assert (shares[-1:] == [1]) != check.quick
    cancelled = planted.clean(tmp_path)
    if check.quick:
        assert check.find(cancelled, cancel=CancelWhen(lambda: True)) == []
    else:
        with pytest.raises(Cancelled):
            check.find(cancelled, cancel=CancelWhen(lambda: True))
