"""Downloads from a publisher that does all that publishers do."""

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from core import download as downloading
from core.cancel import Cancelled, CancelWhen
from core.download import DownloadError, RemoteFile, WrongFileError, download
from core.errors import InputError
from tests.publisher import publisher
from tests.waiting import until

DATA = bytes(range(256)) * 4000


@pytest.fixture
def server():
    with publisher() as server:
        server.files["photos.zip"] = DATA
        yield server


@pytest.fixture
def path(tmp_path):
    return tmp_path / "downloads" / "photos.zip"


def remote(server, *, checksum=True):
    return RemoteFile(f"{server.address}/photos.zip", len(DATA), hashlib.md5(DATA).hexdigest() if checksum else None)


def left(path):
    return sorted(one.name for one in path.parent.iterdir() if not one.name.endswith(".lock"))


@pytest.mark.parametrize("checksum", [True, False])
def test_it_comes_whole_and_tells_how_far_it_is(server, path, checksum):
    told = []
    download(remote(server, checksum=checksum), path, lambda *far: told.append(far))
    assert path.read_bytes() == DATA
    assert told == sorted(told)
    assert told[-1] == (len(DATA), len(DATA))
    download(remote(server), path)  # it is here
    assert server.ranges == [None]
    assert left(path) == ["photos.zip"]


@pytest.mark.parametrize("knows_ranges", [True, False])
def test_after_a_break_it_goes_on_where_it_stopped(server, path, knows_ranges):
    server.knows_ranges, server.cut = knows_ranges, 300_000
    with pytest.raises(DownloadError, match="the connection ended after 300,000 of 1,024,000 bytes"):
        download(remote(server), path)
    assert not path.exists()
    server.cut, told = None, []
    download(remote(server), path, lambda *far: told.append(far))
    assert path.read_bytes() == DATA
    assert server.ranges == [None, "bytes=300000-"]
    assert (told[0][0] > 300_000) is knows_ranges


def test_a_file_that_was_whole_before_the_break_is_not_asked_for_again(server, path):
    path.parent.mkdir()
    path.with_name(".photos.zip.part").write_bytes(DATA)
    download(remote(server), path)
    assert (path.read_bytes(), server.ranges) == (DATA, [f"bytes={len(DATA)}-"])


@pytest.mark.parametrize("checksum", [True, False])
def test_what_was_not_published_is_not_kept(server, path, checksum):
    server.files["photos.zip"] = b"a page that says: please log in"
    with pytest.raises(WrongFileError):
        download(remote(server, checksum=checksum), path)
    assert left(path) == []


def test_a_beginning_of_another_file_is_found_out_and_then_all_is_fetched(server, path):
    path.parent.mkdir()
    path.with_name(".photos.zip.part").write_bytes(b"x" * 1000)
    with pytest.raises(WrongFileError):
        download(remote(server), path)
    download(remote(server), path)
    assert path.read_bytes() == DATA


def test_a_missing_file_and_a_missing_server_are_told(server, path):
    with pytest.raises(DownloadError, match="404"):
        download(RemoteFile(f"{server.address}/other.zip", 1), path)
    with pytest.raises(DownloadError, match="refused"):
        download(RemoteFile("http://127.0.0.1:9/photos.zip", 1), path)
    with pytest.raises(DownloadError, match="unknown url type"):
        download(RemoteFile("photos.zip", 1), path)
    assert left(path) == []


def test_a_server_that_falls_silent_is_not_waited_for(server, path, monkeypatch):
    monkeypatch.setattr(downloading, "PATIENCE", 0.2)
    server.cut = 300_000
    server.stalls.set()
    with pytest.raises(DownloadError, match="timed out"):
        download(remote(server), path)
    assert left(path) == [".photos.zip.part"]


def test_a_cancelled_download_leaves_nothing(server, path):
    with pytest.raises(Cancelled):
        download(remote(server), path, cancel=CancelWhen(lambda: bool(server.ranges)))
    assert left(path) == []


def test_an_error_of_the_disk_is_not_one_of_the_network(server, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be written"):
        download(remote(server), tmp_path / "file" / "photos.zip")


def test_ten_who_want_the_same_file_fetch_it_once(server, path):
    with ThreadPoolExecutor(10) as pool:
        for one in [pool.submit(download, remote(server), path) for _ in range(10)]:
            one.result()
    assert (path.read_bytes(), len(server.ranges)) == (DATA, 1)


def fetch_in_vain(file, path):
    with pytest.raises(DownloadError):
        download(file, path)


def test_who_waits_for_another_can_give_up(server, path):
    server.cut = 0
    server.stalls.set()
    first = threading.Thread(target=fetch_in_vain, args=(remote(server), path), daemon=True)
    first.start()
    until(lambda: server.ranges, within=20, what="the first one's question")
    with pytest.raises(Cancelled):
        download(remote(server), path, cancel=CancelWhen(iter([False, True, True]).__next__))
    server.goes_on.set()
    first.join(20)
