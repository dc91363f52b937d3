import io
import zipfile

import pytest
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from pages.server.uploads import StoredData, StoredFile, find_source
from tests.core.data.pictures import noise
from tests.pages.server.conftest import ask
from tests.pages.server.visit import Visitor, page_token, put
from tests.waiting import until

CONTENT = b"the first line\nthe second\n" + bytes(range(256)) * 500


@pytest.fixture
def stored(tmp_path):
    path = tmp_path / "kept"
    path.write_bytes(CONTENT)
    return StoredFile(UploadedFileRec("id", "photo.jpg", "image/jpeg", StoredData(path)), FileURLs())


def kept(app):
    """The files that the server has of uploads."""
    return [path for path in (app.home / "uploads").rglob("*") if path.is_file()]


def picture():
    file = io.BytesIO()
    noise(1, (300, 200)).save(file, "PNG")
    return file.getvalue()


def test_a_stored_file_reads_like_one_in_memory(stored):
    memory = io.BytesIO(CONTENT)
    for read in (
        lambda file: file.read(5),
        lambda file: file.readline(),
        lambda file: file.tell(),
        lambda file: file.seek(-100, io.SEEK_END),
        lambda file: file.read(),
        lambda file: file.read(3),
        lambda file: file.seek(20),
        lambda file: file.seek(7, io.SEEK_CUR),
        lambda file: file.readinto(bytearray(4)),
        lambda file: file.read1(4),
        lambda file: file.read(-1),
        lambda file: file.seek(0),
        lambda file: next(file),
        lambda file: list(file),
        lambda file: file.seek(3),
        lambda file: file.readlines(),
        lambda file: bytes(file.getbuffer()),
        lambda file: file.seek(10**7),
        lambda file: file.read(),
        lambda file: (file.readable(), file.seekable()),
    ):
        assert read(stored) == read(memory)
    assert isinstance(stored, UploadedFile)
    assert not stored.writable()
    assert stored.getvalue() == CONTENT
    assert (stored.name, stored.type, stored.size, stored.file_id) == ("photo.jpg", "image/jpeg", len(CONTENT), "id")


def test_a_zip_is_read_where_it_lies(tmp_path):
    path = tmp_path / "kept"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("cat/1.txt", "a" * 100_000, zipfile.ZIP_DEFLATED)
    stored = StoredFile(UploadedFileRec("id", "photos.zip", "", StoredData(path)), FileURLs())
    with zipfile.ZipFile(stored) as opened:
        assert opened.read("cat/1.txt") == b"a" * 100_000


def test_a_file_goes_with_the_last_who_has_it(tmp_path):
    path = tmp_path / "kept"
    path.write_bytes(CONTENT)
    record = UploadedFileRec("id", "photo.jpg", "image/jpeg", StoredData(path))
    file = StoredFile(record, FileURLs())
    del record
    assert find_source(file) == path
    assert path.exists()
    del file
    assert not path.exists()


def test_of_a_file_in_memory_there_are_bytes():
    file = UploadedFile(UploadedFileRec("id", "a", "b", CONTENT), FileURLs())
    assert find_source(file) == CONTENT


def test_an_upload_lies_on_the_disk_until_it_is_removed(server):
    with Visitor(server, "predict") as visitor:
        visitor.run()
        before = kept(server)
        visitor.upload({"photo.png": picture()})
        (new,) = set(kept(server)) - set(before)
        assert new.read_bytes() == picture()
        assert new.parent.stat().st_mode & 0o077 == 0  # nobody else may look into the folder
        assert visitor.shown("imgs")  # the page has read it
        (address,) = visitor.addresses(["another.png"])
        assert put(server, address.upload_url, "another.png", picture()) == 204
        assert len(kept(server)) == len(before) + 2
        assert ask(server, address.delete_url, method="DELETE", **page_token(server))[0] == 204
        until(lambda: len(kept(server)) == len(before) + 1, within=10)


@pytest.mark.slow
def test_an_upload_goes_with_its_session(named_server):
    with Visitor(named_server, "predict") as visitor:
        visitor.run()
        visitor.upload({"photo.png": picture()})
        assert len(kept(named_server)) == 1
    until(lambda: not kept(named_server), within=20)


def test_what_streamlit_would_refuse_is_refused(server):
    with Visitor(server, "predict") as visitor:
        visitor.run()
        (address,) = visitor.addresses(["photo.png"])
        assert put(server, address.upload_url, "photo.png", picture(), token=False) == 403
        assert put(server, "/_stcore/upload_file/nobody/file", "photo.png", picture()) == 400
        assert put(server, address.upload_url, "photo.png", picture()) == 204
