"""Streamlit's uploader, mended on its way to the browser so that a thousand files are no more work than ten.

It draws the whole list of files anew, at once, whenever one is added and whenever one has arrived: of a thousand files
that is two million names, and the browser did nothing else for half a minute after the last byte. With many files the
list is now drawn four times a second at most; what the files are at stays in the place where Streamlit looks it up.

The script is compressed, so its names are taken from itself. Where it has another shape it is left as it is, and a test
says so.
"""

import re

NAME = "FileUploader."
MANY, PAUSE = 20, 250  # files; milliseconds between two drawings

# const current = useRef(files); useEffect(() => { current.current = files }, [files]);
FOLLOWING = re.compile(r"(=\(0,(\w+)\.useRef\)\((\w+)\);)\(0,\2\.useEffect\)\(\(\)=>\{\w+\.current=\3\},\[\3\]\);")
# flushSync(() => { setFiles(old => { const next = ...; return current.current = next, next }) })
AT_ONCE = re.compile(
    r"\(0,\w+\.flushSync\)\(\(\)=>\{(?P<set>\w+)\((?P<old>\w+)=>\{let (?P<next>\w+)=typeof (?P<change>\w+)==`function`"
    r"\?(?P=change)\((?P=old)\):(?P=change);return (?P<current>\w+)\.current=(?P=next),(?P=next)\}\)\}\)"
)
IN_TURN = (
    r"let \g<next>=typeof \g<change>==`function`?\g<change>(\g<current>.current):\g<change>;"
    r"\g<current>.current=\g<next>;"
    rf"\g<next>.length>{MANY}?\g<current>.timer||=setTimeout(()=>{{\g<current>.timer=0,"
    rf"\g<set>(\g<current>.current)}},{PAUSE}):\g<set>(\g<next>)"
)


def mend(script: str) -> str:
    """The script of the uploader, its list drawn in turn; any other script as it is."""
    found, following = AT_ONCE.search(script), FOLLOWING.search(script)
    if found is None or following is None:
        return script
    return AT_ONCE.sub(IN_TURN, FOLLOWING.sub(r"\1", script, count=1), count=1)
