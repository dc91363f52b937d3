"""The measures of a dataset are kept, and made anew where they are missing or damaged."""

import numpy as np

from core.data import measure_file
from core.data.intake import adding
from tests.core.data.pictures import two_classes


def test_each_file_has_a_row_and_a_damaged_one_is_measured_again(tmp_path):
    dataset = adding.add(two_classes(tmp_path / "photos"), "pets")
    rows = measure_file.load(dataset.folder)
    assert measure_file.find_rows(rows, dataset.found).keys() == {record.path for record in dataset.found}
    before, path = np.array(rows), dataset.folder / measure_file.FILE
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    path.write_bytes(data)
    assert measure_file.load(dataset.folder) is None
    again = measure_file.load_or_measure(dataset)
    order = measure_file.find_rows(again, dataset.found)
    assert again[[order[record.path] for record in measure_file.list_different(dataset.found)]].tobytes() == (
        before[[measure_file.find_rows(before, dataset.found)[one.path] for one in dataset.found]].tobytes()
    )


def test_the_figures_have_a_file_of_their_own_which_is_made_again_from_the_rows(tmp_path):
    folder = adding.add(two_classes(tmp_path / "photos"), "pets").folder
    path = folder / measure_file.FIGURES_FILE
    figures, rows = measure_file.load_figures(folder), measure_file.load(folder)
    assert figures.dtype == measure_file.FIGURES
    assert all((figures[name] == rows[name]).all() for name in figures.dtype.names)
    assert path.stat().st_size < (folder / measure_file.FILE).stat().st_size / 20
    data = bytearray(path.read_bytes())
    for damaged in (data[:-1] + bytes([data[-1] ^ 1]), data[:100], b""):
        path.write_bytes(damaged)
        assert measure_file.load_figures(folder).tobytes() == figures.tobytes()
        assert path.read_bytes() == data
    (folder / measure_file.FILE).unlink()
    assert measure_file.load(folder) is None
    assert measure_file.load_figures(folder).tobytes() == figures.tobytes(), "checks of single pictures need no more"


def test_damaged_rows_are_measured_again_where_copies_are_looked_for(tmp_path):
    dataset = adding.add(two_classes(tmp_path / "photos"), "pets")
    before = measure_file.load(dataset.folder).tobytes()
    (dataset.folder / measure_file.FILE).write_bytes(b"damaged")
    assert measure_file.load_or_measure(dataset).tobytes() == before
