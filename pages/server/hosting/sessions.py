"""Whose the sessions of this server are, and which of its files in memory each of them shows."""

from collections import OrderedDict
from collections.abc import Callable, Iterator

from streamlit.runtime import Runtime
from streamlit.runtime.media_file_manager import MediaFileManager

from core.hosting.owners import Visitor
from pages.shared.visitor import read_visitor

MOST = 2000  # files that were made when somebody pressed a button, of which it is known whose they are

_made: OrderedDict[str, set[str]] = OrderedDict()  # by the file, what stood for it until it was asked for


def find_visitor(session_id: str) -> Visitor | None:
    """Who opened a session, whether their browser is connected now or not."""
    found = Runtime.instance()._session_mgr.get_session_info(session_id)
    return read_visitor(found.session._user_info) if found else None


def count_sessions(matches: Callable[[Visitor], bool]) -> int:
    """How many browsers of such visitors are connected."""
    visitors = (
        read_visitor(info.session._user_info) for info in Runtime.instance()._session_mgr.list_active_sessions()
    )
    return sum(visitor is not None and matches(visitor) for visitor in visitors)


def shows_file(owner: str, file_id: str) -> bool:
    """Whether a session of this owner shows the file, or has offered to make it."""
    wanted = {file_id, *_made.get(file_id, ())}
    return any(not wanted.isdisjoint(files) for files in _list_files_of(owner))


def _list_files_of(owner: str) -> Iterator[set[str]]:
    for session_id, by_place in [*_find_media()._files_by_session_and_coord.items()]:
        visitor = find_visitor(session_id)
        if visitor is not None and visitor.owner == owner:
            yield set(by_place.values())


def watch_made_files() -> None:
    """Keep of each file that is made at the press of a button which offer it came from; call it once."""
    media = _find_media()
    execute = media.execute_deferred

    def execute_and_keep(file_id: str) -> str:
        url = execute(file_id)
        made = url.rpartition("/")[2].partition(".")[0]
        _made.setdefault(made, set()).add(file_id)
        while len(_made) > MOST:
            _made.popitem(last=False)
        return url

    media.execute_deferred = execute_and_keep  # type: ignore[method-assign]


def _find_media() -> MediaFileManager:
    return Runtime.instance().media_file_mgr
