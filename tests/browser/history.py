"""Steps in the browser's history, taken when they return.

Playwright's ``go_back`` returns before the address has changed where the step stays within a document; and where a page
writes its own address meanwhile, any navigation that is waited for may be that one.
"""

WATCH = "() => { window.hasStepped = false; addEventListener('popstate', () => { window.hasStepped = true; }); }"


def step_back(page):
    step(page, -1)


def step_forward(page):
    step(page, 1)


def step(page, by):
    """Within a document it tells of the step; another document knows nothing of one."""
    page.evaluate(WATCH)
    page.evaluate("by => history.go(by)", by)
    page.wait_for_function("window.hasStepped !== false")
