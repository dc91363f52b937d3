"""The uploader of the installed Streamlit is one that can be mended; a browser test uses it with many files."""

from pages.server import frontend, uploader


def read_uploader():
    served = frontend.list_served_files()
    (path,) = (path for path in served.values() if path.name.startswith(uploader.NAME))
    return path.read_text(encoding="utf-8")


def test_the_list_of_files_is_drawn_in_turn():
    script = read_uploader()
    mended = uploader.mend(script)
    assert mended.count("flushSync") == script.count("flushSync") - 1
    assert mended.count("setTimeout") == script.count("setTimeout") + 1
    assert mended.count(".useEffect)") == script.count(".useEffect)") - 1
    assert uploader.mend(mended) == mended


def test_what_has_another_shape_is_left_alone():
    script = read_uploader().replace("flushSync", "flush")
    assert uploader.mend(script) == script
