"""The screen Explain, with a real worker behind it."""

from core.jobs import folder
from tests.pages.app import open_page

PAGE = "pages/inference/explain/page.py"


def said(app):
    return " ".join(element.value for element in (*app.markdown, *app.caption))


def test_a_picture_is_explained_with_its_checks_and_beside_another_class(answered):
    app = open_page(PAGE, run=answered.run_id, method="integrated_gradients")
    assert not app.exception
    assert "The pixels add up to" in said(app)
    assert said(app).count("With the weights shuffled") == 1
    assert "True class: cat" in said(app) or "True class: dog" in said(app)

    app.query_params["beside"] = "class"
    app.run()
    assert not app.exception
    assert "Explained: cat" in said(app), "the most probable class and, unless another is chosen, the next one"
    assert "Explained: dog" in said(app)
    app.query_params["class"], app.query_params["class2"] = "dog", "dog"
    app.run()
    assert said(app).count("Explained: dog") == 2
    assert len(folder_of_jobs()) == 1, "one worker answers everything"

    app.query_params["method"] = "gradcam"
    app.run()
    assert not app.exception
    assert "no feature maps" in app.error[0].value
    assert "Choose another method" in app.error[0].value


def folder_of_jobs():
    return list(folder.list_jobs())


def test_in_chinese_and_with_an_odd_address_it_still_answers(answered):
    app = open_page(PAGE, language="zh", run=answered.run_id, method="smoothgrad", sample="gone.png")
    assert not app.exception
    assert "把权重打乱后" in said(app)
    assert app.title[0].value == "解释"
