"""The look of a printed document: type scale, distances, grays. Used all over `app.pdf`.

One scale for Letter and A4, in points. Grays stay dark enough for an office laser printer and fax.
"""

from dataclasses import dataclass

from app.documents.blocks import PageSize
from app.pdf.fonts import Weight

CAP_HEIGHT = 0.714
"""Height of Noto Sans' capitals as a share of the type size."""


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of text looks: weight, size and line height in points, gray (0 is black).

    `kerned` is for large type, where the distance of single letters shows.
    """

    weight: Weight
    size: float
    leading: float
    gray: float = 0.0
    kerned: bool = False

    @property
    def baseline(self) -> float:
        """Distance from the top of a line to its baseline: capitals stand in the middle."""
        return (self.leading + CAP_HEIGHT * self.size) / 2


DARK = 0.32
MIDDLE = 0.6
LIGHT = 0.8
TINT = 0.95

BODY = Style("regular", 9.5, 13.5)
LEAD = Style("strong", 9.5, 13.5)
LABEL = Style("regular", 8.5, 13.5, DARK)
CELL = Style("regular", 9, 12.5)
COLUMN = Style("strong", 8, 11)
CAPTION = Style("regular", 8, 11, DARK)
RUNNING = Style("regular", 8, 10.5, DARK)
TITLE = Style("strong", 17, 23, kerned=True)
SECTION = Style("strong", 11.5, 16, kerned=True)
PART = Style("strong", 9.5, 14)
SENDER = Style("strong", 13, 17, kerned=True)
SHEET_MARK = Style("strong", 8.5, 12, kerned=True)

GHOST_SIZE = 150.0
GHOST_GRAY = 0.935

HAIRLINE = 0.4
INK = 1.1
"""Width of a signature's strokes."""
RULE = 0.75

SHEETS: dict[PageSize, tuple[float, float]] = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}
"""Width and height of a sheet."""
SIDE = 57.0
TOP = 60.0
BOTTOM = 62.0
"""Margins of the text area; running header and footer stand in those above and below."""
