"""Steps in the browser's history, taken when they return.

Playwright's ``go_back`` returns before the address has changed where the step stays within a document.
"""


def step_back(page):
    step(page, -1)


def step_forward(page):
    step(page, 1)


def step(page, by):
    with page.expect_event("framenavigated"):
        page.evaluate("by => history.go(by)", by)
