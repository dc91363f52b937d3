"""A record says what a file is, and why it cannot be used."""

from hashlib import sha256

from PIL import Image

from core.data.intake.records import read_record, store_record


def test_a_picture_is_measured_and_known_by_its_bytes(tmp_path):
    path = tmp_path / "cat" / "1.png"
    path.parent.mkdir()
    Image.effect_noise((40, 30), 50).save(path)
    record, measured = read_record(tmp_path, "cat/1.png", "cat", "train")
    assert (record.path, record.label, record.split, record.usable) == ("cat/1.png", "cat", "train", True)
    assert (record.width, record.height) == (40, 30)
    assert record.sha256 == sha256(path.read_bytes()).hexdigest() == bytes(measured["sha256"][0]).hex()


def test_a_file_that_cannot_be_used_says_why_and_is_in_no_split(tmp_path):
    (tmp_path / "1.png").write_text("no picture")
    record, measured = read_record(tmp_path, "1.png", "cat", "train")
    assert (record.usable, record.kind, record.split) == (False, "not_an_image", None)
    assert measured is None
    assert "1.png" in str(record.reason)


def test_a_picture_is_copied_as_it_is_where_it_has_no_metadata(tmp_path):
    source, target = tmp_path / "photos", tmp_path / "dataset"
    source.mkdir()
    Image.effect_noise((40, 40), 50).save(source / "1.png")
    assert store_record(target, "dog/1.png", "dog", None, source)[0].kind is not None
    (source / "dog").mkdir()
    (source / "1.png").rename(source / "dog" / "1.png")
    assert store_record(target, "dog/1.png", "dog", None, source)[0].usable
    assert (target / "dog" / "1.png").read_bytes() == (source / "dog" / "1.png").read_bytes()
