"""The log of a hosted server tells what happened, and not what anybody's pictures are called.

Every record of every logger passes here when it is made, its trace included. Whatever ends like the name of a picture
or an archive is cut back to its ending, from the last slash, quote or line on.
"""

import logging
import re
import traceback

ENDINGS = "jpe?g|png|webp|heic|heif|avif|bmp|gif|tiff?|zip|tar|tgz|gz|bz2|xz|csv"
_NAME = re.compile(rf"[^\s/\\'\"=&?:][^/\\'\"\n=&?:]*\.({ENDINGS})\b", re.IGNORECASE)


def hide_picture_names() -> None:
    """From now on, in every log of this process."""
    make = logging.getLogRecordFactory()

    def make_quiet(*args: object, **kwargs: object) -> logging.LogRecord:
        record = make(*args, **kwargs)
        record.msg, record.args = remove_names(record.getMessage()), ()
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = remove_names("".join(traceback.format_exception(*record.exc_info)).rstrip())
        return record

    logging.setLogRecordFactory(make_quiet)


def remove_names(text: str) -> str:
    """The text without the names of pictures and archives."""
    return _NAME.sub(r"….\1", text)
