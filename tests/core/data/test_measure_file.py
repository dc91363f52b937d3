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
