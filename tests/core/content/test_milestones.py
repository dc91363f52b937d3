"""Works and what to read: in order, named once, with authors, sources and the screens that exist."""

from core.content.milestones import FIELDS, MILESTONES
from core.content.reading import KINDS, WORKS


def test_the_line_runs_forward_and_every_field_has_a_work():
    years = [one.year for one in MILESTONES]
    assert years == sorted(years)
    assert {one.field for one in MILESTONES} == set(FIELDS)
    assert len({one.name for one in MILESTONES}) == len(MILESTONES)
    assert all(one.authors and one.source for one in MILESTONES)


def test_the_authors_of_alexnet_are_its_authors():
    (alexnet,) = (one for one in MILESTONES if one.name == "AlexNet")
    assert (alexnet.authors, alexnet.parameters) == ("A. Krizhevsky, I. Sutskever, G. Hinton", 60_965_224)


def test_there_is_something_of_each_kind_to_read():
    assert {one.kind for one in WORKS} == set(KINDS)
    assert len({one.address for one in WORKS}) == len(WORKS)
    assert all(one.address.startswith("http") for one in WORKS)
