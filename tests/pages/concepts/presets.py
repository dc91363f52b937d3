"""Walks through the presets of a concept screen as a reader does."""

from tests.pages.app import open_page


def walk_presets(page, count, language):
    """Press each preset: every one has a lesson of its own, and the link of the last one opens the same again."""
    screen = page.split("/")[-2]
    app = open_page(page, language=language)
    lessons = []
    for number in range(count):
        app.button(key=f"{screen}.preset{number}").click().run()
        assert not app.exception
        lessons.append(app.caption[0].value)
    assert len(set(lessons)) == count
    again = open_page(page, **{"language": language, **app.query_params})
    assert again.caption[0].value == lessons[-1]
    assert list_formulas(again) == list_formulas(app)


def list_formulas(app):
    return "".join(latex.value for latex in app.latex)
