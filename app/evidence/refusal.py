"""Why a foreign file is not taken, raised where it is found and handed on as a `Refused`.

Raised and caught in the child only.
"""

from app.domain.evidence.light_table import Refused

DAMAGED_PDF = (
    "This PDF is damaged and cannot be mended."
    " Ask the sender for a new copy, or scan the printed pages."
)
DAMAGED_PICTURE = (
    "This picture is damaged or cut off. Ask the sender for it again, or scan the printed page."
)
TOO_MANY_PAGES = "This file has more than {most} pages. Split it, and attach the pages that matter."
TOO_MANY_PIXELS = (
    "Page {page} is larger than {most} million pixels."
    " Scan it again at 200 dpi, or save it smaller, then attach that."
)


class Refusal(Exception):  # noqa: N818 - a refused file is an everyday event
    """A file is not taken; `refused` says why."""

    def __init__(self, why: str, *, needs_password: bool = False) -> None:
        super().__init__(why)
        self.refused = Refused(why, needs_password)
