"""Uploaded files on the disk: Streamlit would keep every byte of them in memory for as long as their session lives.

A browser sends a file to `/_stcore/upload_file/<session>/<file>`. What Streamlit would accept is received here, into a
folder of this process, and Streamlit is handed what stands for it; everything else is passed on, for Streamlit to
refuse. A file is deleted as soon as nobody has it any more: it was removed from the page, or its session has ended.
"""

import io
import shutil
import weakref
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.elements.widgets import file_uploader
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec
from streamlit.web.server.server_util import is_xsrf_enabled
from streamlit.web.server.starlette.starlette_app_utils import validate_xsrf_token
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from core import files, workspace
from core.errors import InputError
from pages.server import arrivals

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

ROUTE = "/_stcore/upload_file/"
MEGABYTE = 2**20
FOLDER = "uploads"


class StoredData:
    """The content of one uploaded file, in place of its bytes; deleted with the last reference to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._size = path.stat().st_size
        weakref.finalize(self, path.unlink, missing_ok=True)

    def __len__(self) -> int:
        return self._size


class _Reader(io.RawIOBase):
    """Reads a file and holds it open only while it does."""

    def __init__(self, data: StoredData) -> None:
        super().__init__()
        self._data = data
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        with self._data.path.open("rb", buffering=0) as file:
            file.seek(self._position)
            count = file.readinto(buffer)
        self._position += count
        return count

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: len(self._data)}[whence]
        self._position = max(0, start + offset)
        return self._position

    def tell(self) -> int:
        return self._position


class StoredFile(UploadedFile):
    """What `st.file_uploader` returns, read from the disk."""

    def __init__(self, record: UploadedFileRec, file_urls: FileURLs) -> None:
        super().__init__(record._replace(data=b""), file_urls)
        self._data = cast(StoredData, record.data)
        self._reader = _Reader(self._data)
        self.size = len(record.data)

    @property
    def path(self) -> Path:
        """Where the file lies; it is there for as long as this object is."""
        return self._data.path

    def getvalue(self) -> bytes:
        return self.path.read_bytes()

    def getbuffer(self) -> memoryview:
        return memoryview(self.getvalue())

    def read(self, size: int | None = -1, /) -> bytes:
        return self._reader.read(-1 if size is None else size) or b""

    read1 = read

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        return self._reader.readinto(buffer)

    readinto1 = readinto

    def readline(self, size: int | None = -1, /) -> bytes:
        return self._reader.readline(size)

    def readlines(self, hint: int | None = -1, /) -> list[bytes]:
        return self._reader.readlines(-1 if hint is None else hint)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")

    def __next__(self) -> bytes:
        return next(iter(self))

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._reader.seek(offset, whence)

    def tell(self) -> int:
        return self._reader.tell()

    def writable(self) -> bool:
        return False


def find_source(file: UploadedFile) -> Path | bytes:
    """The file on the disk, for whoever can read it there; the bytes of one that lies in memory."""
    return file.path if isinstance(file, StoredFile) else file.getvalue()


class DiskUploads:
    """Receives uploads into files; `st.file_uploader` returns them as `StoredFile` from then on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        base = str(st.get_option("server.baseUrlPath") or "").strip("/")
        self._route = f"/{base}{ROUTE}" if base else ROUTE
        file_uploader.UploadedFile = _uploaded_file  # type: ignore[assignment, attr-defined]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "PUT" and scope["path"].startswith(self._route):
            request = Request(scope, receive)
            session_id, _, file_id = scope["path"].removeprefix(self._route).partition("/")
            if _would_be_accepted(request, session_id):
                response = await self._receive(request, session_id, file_id)
                return await response(scope, receive, send)
        return await self.app(scope, receive, send)

    async def _receive(self, request: Request, session_id: str, file_id: str) -> Response:
        async with request.form() as form:
            sent = [part for part in form.values() if isinstance(part, UploadFile)]
            if len(sent) != 1:
                return PlainTextResponse(f"Expected 1 file, but got {len(sent)}", status_code=400)
            try:
                data = await run_in_threadpool(self._store, sent[0].file)
            except InputError as error:
                return PlainTextResponse(str(error), status_code=507)
        name, kind = sent[0].filename or "", sent[0].content_type or "application/octet-stream"
        record = UploadedFileRec(file_id, name, kind, data)  # type: ignore[arg-type]
        cast(MemoryUploadedFileManager, Runtime.instance().uploaded_file_mgr).add_file(session_id, record)
        arrivals.announce(session_id)
        return Response(status_code=204)

    def _store(self, received: IO[bytes]) -> StoredData:
        path = files.temporary_path(self._folder)
        with files.disk_errors(path), path.open("xb") as file:
            shutil.copyfileobj(received, file, MEGABYTE)
        return StoredData(path)

    @cached_property
    def _folder(self) -> Path:
        """Where this process keeps what it receives; it goes with the process."""
        parent = workspace.local().site / FOLDER
        with files.disk_errors(parent):
            parent.mkdir(parents=True, exist_ok=True)
            files.sweep(parent)
            folder = files.temporary_path(parent)
            folder.mkdir(mode=0o700)
        weakref.finalize(self, files.remove, folder)
        return folder


def _uploaded_file(record: UploadedFileRec, file_urls: FileURLs) -> UploadedFile:
    kind = StoredFile if isinstance(record.data, StoredData) else UploadedFile
    return kind(record, file_urls)


def _would_be_accepted(request: Request, session_id: str) -> bool:
    """Whether Streamlit would take this upload: of a session that is there, from its own page, and not too large."""
    most = st.get_option("server.maxUploadSize") * MEGABYTE
    token, cookie = request.headers.get("x-xsrftoken"), request.cookies.get(XSRF_COOKIE_NAME)
    length = request.headers.get("content-length", "")
    return (
        Runtime.instance().is_active_session(session_id)
        and (not is_xsrf_enabled() or validate_xsrf_token(token, cookie))
        and length.isdecimal()
        and int(length) <= most
    )
