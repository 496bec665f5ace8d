"""The footer stamped on an enclosed page; called by the renderer.

It stands where our own pages have theirs, so that a pack reads as one document.
"""

from app.documents.blocks import FOOTER_HEIGHT, StampedFooter
from app.pdf import styles
from app.pdf.pages import Placed
from app.pdf.strips import Cell, Rule, Strip, side_by_side
from app.pdf.typeset import Typesetter

_LEFT_SHARE = 0.55
_RIGHT_SHARE = 0.25
_GAP = 14.0


def stamp(footer: StampedFooter, sheet: tuple[float, float], setter: Typesetter) -> Placed:
    """Return the footer as it stands on a sheet (points); its middle takes what room is left."""
    width, height = sheet
    room = width - 2 * styles.SIDE
    left = setter.cut(footer.left, styles.RUNNING, room * _LEFT_SHARE)
    right = setter.cut(footer.right, styles.RUNNING, room * _RIGHT_SHARE)
    between = room - left.width - right.width - 2 * _GAP
    middle = setter.cut(footer.middle, styles.RUNNING, between)
    words = side_by_side(
        [
            Cell(0, room, [left], styles.RUNNING),
            Cell(left.width + _GAP, between, [middle], styles.RUNNING, "center"),
            Cell(0, room, [right], styles.RUNNING, "right"),
        ]
    )[0]
    rule = Rule(0, -5, room, styles.HAIRLINE, styles.MIDDLE)
    return Placed(height - FOOTER_HEIGHT + 9, Strip(words.height, (rule, *words.marks)))
