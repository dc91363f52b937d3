"""What Streamlit says on its own account, in every language of ours: it speaks English and cannot be told otherwise.

`page/words.js` puts these translations into the page. A text is replaced only below the elements of `TEXTS` that it is
Streamlit's in, since a class of pictures may be called "Upload"; names for screen readers, tooltips and placeholders
(`NAMES`) everywhere. A part in braces stands for whatever is there.
"""

import json
from collections.abc import Iterable, Mapping

from core import i18n
from core.i18n import N_

TEXTS: Mapping[str, Iterable[str]] = {  # by the CSS selector of the elements
    '[data-testid="stSkipToContent"]': [N_("Skip to main content")],
    '[data-testid="stFileUploader"]': [
        N_("Upload"),
        N_("Upload directories"),
        N_("{size} per file"),
        N_("Drag and drop a file here"),
        N_("Drag and drop files here"),
        N_("Drag and drop directories here"),
        N_("File must be {size} or smaller."),
        N_("{kind} files are not allowed."),
    ],
    '[data-testid="stCameraInput"]': [
        N_("Take Photo"),
        N_("Clear photo"),
        N_("Uploading..."),
        N_("This app would like to use your camera."),
        N_("Learn how to allow access."),
    ],
    '[data-testid="InputInstructions"]': [
        N_("Press Enter to apply"),
        N_("Press Enter to submit form"),
        N_("Press {key}+Enter to apply"),
    ],
    '[data-testid="stMainMenuPopover"]': [
        N_("System"),
        N_("Light"),
        N_("Dark"),
        N_("Print"),
        N_("Made with Streamlit v"),
    ],
    '[data-testid="stStatusWidget"], [data-testid="stConnectionStatus"]': [
        N_("Connecting"),
        N_("Running..."),
        N_("Stop"),
        N_("Stopping..."),
    ],
    '[data-testid="stTooltipContent"]': [
        N_("Search"),
        N_("Fullscreen"),
        N_("Close fullscreen"),
        N_("Show/hide columns"),
        N_("Download as CSV"),
        N_("Clear selection"),
        N_("Switch camera"),
        N_("File must be {size} or smaller."),
        N_("{kind} files are not allowed."),
    ],
    '[data-testid^="stSelectbox"], [data-testid^="stMultiSelect"]': [
        N_("No results"),
        N_("Select all"),
        N_("Select {n} matches"),
        N_("You can only select up to {n} options. Remove an option first."),
    ],
    '[data-testid^="stDataFrame"], .gdg-seveqep, [class*="gdg-search"]': [
        N_("Type to search"),
        N_("{k} of {n} results"),
        N_("{k} of {n} result"),
        N_("{n} results"),
        N_("{n} result"),
        N_("Statistics"),
        N_("Sort ascending"),
        N_("Sort descending"),
        N_("Format"),
        N_("Autosize"),
        N_("Pin column"),
        N_("Unpin column"),
        N_("Hide column"),
        N_("Select all"),
        N_("Automatic"),
        N_("Localized"),
        N_("Plain"),
        N_("Compact"),
        N_("Dollar"),
        N_("Euro"),
        N_("Yen"),
        N_("Percent"),
        N_("Scientific"),
        N_("Accounting"),
        N_("Values"),
        N_("Distinct"),
        N_("Empty"),
        N_("Average"),
        N_("Median"),
        N_("Minimum"),
        N_("Maximum"),
        N_("Sum"),
        N_("Standard deviation"),
        N_("25th percentile"),
        N_("75th percentile"),
        N_("Minimum length"),
        N_("Maximum length"),
        N_("Average length"),
        N_("Based on sample"),
        N_("No data"),
        N_("Loading..."),
    ],
    '[role="dialog"]': [
        N_("Connection error"),
        N_("Close"),
        N_("Connection timed out."),
        N_("Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:"),
        N_("Streamlit server is not responding. Are you connected to the internet?"),
    ],
}

NAMES: Iterable[str] = [
    N_("Sidebar"),
    N_("Collapse sidebar"),
    N_("Expand sidebar"),
    N_("App pages"),
    N_("Main menu"),
    N_("Theme"),
    N_("Copy version to clipboard"),
    N_("Copy to clipboard"),
    N_("Copied"),
    N_("Link to heading"),
    N_("Help"),
    N_("Help for {name}"),
    N_("Choose an option"),
    N_("Choose options"),
    N_("No options to select"),
    N_("Open"),
    N_("Clear all"),
    N_("Clear value"),
    N_("Clear entry"),
    N_("Selected values"),
    N_("Selectbox options"),
    N_("Multiselect options"),
    N_("Increment"),
    N_("Decrement"),
    N_("file upload"),
    N_("Add files"),
    N_("Remove {name}"),
    N_("Switch camera"),
    N_("Snapshot"),
    N_("Fullscreen"),
    N_("Fullscreen: {name}"),
    N_("Close fullscreen"),
    N_("Close fullscreen: {name}"),
    N_("Show/hide columns"),
    N_("Show/hide columns: {name}"),
    N_("Download as CSV"),
    N_("Download as CSV: {name}"),
    N_("Search"),
    N_("Search: {name}"),
    N_("Close Search"),
    N_("Next Result"),
    N_("Previous Result"),
    N_("Clear selection"),
    N_("Dataframe column menu"),
    N_("Copy column name"),
    N_("Pagination"),
    N_("Page {n}"),
    N_("Next page"),
    N_("Previous page"),
    N_("Scroll tabs left"),
    N_("Scroll tabs right"),
    N_("Close"),
    N_("Stop"),
    N_("Running..."),
    N_("progress"),
]


def write_words() -> str:
    """The table for `page/words.js`, as JSON that may stand in a page.

    `languages` has the code of each language by its name on the switch; `words[code]` lists `[selector, text,
    translation]`, with no selector where a name is meant.
    """
    pairs = [(selector, text) for selector, texts in TEXTS.items() for text in texts] + [("", text) for text in NAMES]
    words = {
        code: [(selector, text, i18n.translate(text, code)) for selector, text in pairs]
        for code in i18n.LANGUAGES
        if code != i18n.DEFAULT_LANGUAGE
    }
    table = {"languages": {name: code for code, name in i18n.LANGUAGES.items()}, "words": words}
    return json.dumps(table, ensure_ascii=False).replace("<", "\\u003c")
