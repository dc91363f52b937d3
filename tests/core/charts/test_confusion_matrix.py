"""The confusion matrix as a chart."""

import numpy as np
import pytest

from core.charts.confusion_matrix import (
    BLUE,
    INKS,
    PAGES,
    compute_row_shares,
    contrast,
    draw_confusion_matrix,
    ink_on,
    list_target_cells,
)

MATRIX = np.array([[9, 1], [0, 4]])
WORDS = {"true": "True", "predicted": "Predicted", "pictures": "Pictures"}


def figure(matrix=MATRIX, classes=("cat", "dog"), *, in_per_cent=False, chosen=(0, 1), theme="light"):
    return draw_confusion_matrix(matrix, classes, in_per_cent=in_per_cent, chosen=chosen, theme=theme, words=WORDS)


def numbers(drawn):
    """{(true, predicted): (text, colour)} of all cells."""
    return {
        (y, x): (text, trace.textfont.color)
        for trace in drawn.select_traces({"type": "scatter", "mode": "text"})
        for x, y, text in zip(trace.x, trace.y, trace.text, strict=True)
    }


def test_shares_are_of_the_row_and_an_empty_row_has_none():
    assert compute_row_shares(np.array([[3, 1], [0, 0]])).tolist() == [[0.75, 0.25], [0, 0]]


@pytest.mark.parametrize(("theme", "weak"), [("light", "black"), ("dark", "white")])
def test_every_cell_has_its_number_in_a_colour_that_reads(theme, weak):
    found = numbers(figure(theme=theme))
    assert {cell: text for cell, (text, _) in found.items()} == {
        ("cat", "cat"): "9", ("cat", "dog"): "1", ("dog", "cat"): "0", ("dog", "dog"): "4",
    }  # fmt: skip
    assert found["dog", "dog"][1] == "white"
    assert found["cat", "dog"][1] == weak


def test_contrast_is_that_of_the_web_guidelines():
    assert contrast(INKS["black"], INKS["white"]) == pytest.approx(21)
    assert contrast((119, 119, 119), INKS["white"]) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("theme", "page"), PAGES.items())
def test_a_number_can_be_read_on_every_shade_and_every_page(theme, page):
    for share in np.linspace(0.01, 1, 100):
        opacity = 0.05 + 0.95 * share
        cell = [opacity * blue + (1 - opacity) * beneath for blue, beneath in zip(BLUE, page, strict=True)]
        assert contrast(INKS[ink_on(share, theme)], cell) >= 4.5


def test_per_cent_is_of_the_row():
    assert {cell: text for cell, (text, _) in numbers(figure(in_per_cent=True)).items()} == {
        ("cat", "cat"): "90.0%", ("cat", "dog"): "10.0%", ("dog", "cat"): "0.0%", ("dog", "dog"): "100.0%",
    }  # fmt: skip


def test_not_quite_all_and_not_quite_nothing_do_not_read_as_such():
    nearly = np.array([[1999, 1], [0, 2000]])
    drawn = numbers(figure(nearly, in_per_cent=True))
    assert drawn[("cat", "cat")][0] == ">99.9%"
    assert [share for _, share in figure(nearly).data[-1].customdata] == [">99.9%", "0.1%", "0.0%", "100.0%"]
    of_many = figure(np.diag([999] * 6) + np.eye(6, k=1, dtype=int), tuple("abcdef"), in_per_cent=True)
    assert {text for text, _ in numbers(of_many).values()} == {">99%", "<1%", "0%", "100%"}


def test_true_is_down_the_side_and_predicted_across_the_top():
    drawn = figure()
    assert drawn.layout.yaxis.title.text == "True"
    assert drawn.layout.xaxis.title.text == "Predicted"
    assert drawn.layout.xaxis.side == "top"
    assert drawn.layout.yaxis.range[0] > drawn.layout.yaxis.range[1]  # the first class on top


def test_the_number_of_a_target_tells_its_cell():
    targets = figure(np.arange(9).reshape(3, 3), ("a", "b", "c")).data[-1]
    for number, (true, predicted) in enumerate(zip(targets.y, targets.x, strict=True)):
        assert ("abc".index(true), "abc".index(predicted)) == divmod(number, 3)
        assert targets.customdata[number][0] == number


def test_classes_that_look_like_numbers_stay_names():
    drawn = figure(np.eye(10, dtype=int), tuple("0123456789"))
    assert drawn.layout.xaxis.type == drawn.layout.yaxis.type == "category"


def test_the_chosen_cell_is_framed():
    (frame,) = figure(chosen=(0, 1)).layout.shapes
    assert (frame.x0, frame.x1, frame.y0, frame.y1) == (0.5, 1.5, -0.5, 0.5)


def test_with_many_classes_only_the_pointer_tells_the_numbers():
    n = 31
    drawn = figure(np.eye(n, dtype=int), tuple(f"class {number}" for number in range(n)))
    assert numbers(drawn) == {}
    assert len(drawn.data[-1].x) == n * n


def test_a_thousand_classes_make_a_chart_of_one_screen_with_a_target_where_there_are_pictures():
    matrix = np.diag(np.arange(1000) % 3)
    drawn = figure(matrix, tuple(f"class {number}" for number in range(1000)))
    assert drawn.layout.height < 1200
    targets = drawn.data[-1]
    cells = list_target_cells(matrix)
    assert len(cells) == len(targets.x) == np.count_nonzero(matrix)
    assert (targets.y[7], targets.x[7]) == (f"class {cells[7][0]}", f"class {cells[7][1]}")


def test_a_class_with_the_signs_of_a_tag_keeps_its_name():
    assert figure(classes=("<b>", "dog")).data[0].x == ("&lt;b>", "dog")
