"""What a user does to the pages of a document: order, turn, leave out, black out.

The documents page calls these; each returns a new record, so that undo keeps the old ones. A page
is named by its place in the order shown, from 0.
"""

from app.domain.evidence.evidence import Box, EvidenceRecord, PageChoice, Turn

SMALLEST_BOX = 0.004
"""Of a page's width or height; what is drawn smaller was a click."""

_TURNS: tuple[Turn, ...] = (0, 90, 180, 270)


def turned(record: EvidenceRecord, at: int, degrees: int) -> EvidenceRecord:
    """Turn a page clockwise by a multiple of 90 degrees; negative is the other way round."""
    page = record.pages[at]
    turn = _TURNS[(page.turn + degrees) // 90 % 4]
    return _with_page(record, at, page.model_copy(update={"turn": turn}))


def left_out(record: EvidenceRecord, at: int, *, out: bool) -> EvidenceRecord:
    """Leave a page out of what is sent, or put it in again."""
    return _with_page(record, at, record.pages[at].model_copy(update={"included": not out}))


def moved(record: EvidenceRecord, at: int, to: int) -> EvidenceRecord:
    """Put a page at another place in the order; beyond the ends means first or last."""
    pages = list(record.pages)
    page = pages.pop(at)
    pages.insert(max(0, min(to, len(pages))), page)
    return record.model_copy(update={"pages": tuple(pages)})


def with_boxes(record: EvidenceRecord, at: int, boxes: tuple[Box, ...]) -> EvidenceRecord:
    """Black out these parts of a page and no others."""
    return _with_page(record, at, record.pages[at].model_copy(update={"boxes": boxes}))


def box_between(left: float, top: float, right: float, bottom: float) -> Box | None:
    """The box between two corners, cut to the page; None for one too small to be meant."""
    left, right = sorted((_share(left), _share(right)))
    top, bottom = sorted((_share(top), _share(bottom)))
    if right - left < SMALLEST_BOX or bottom - top < SMALLEST_BOX:
        return None
    return Box(left=left, top=top, width=right - left, height=bottom - top)


def shifted(box: Box, right: float, down: float) -> Box:
    """A box moved by shares of the page, as far as the page reaches."""
    left = max(0.0, min(box.left + right, 1 - box.width))
    top = max(0.0, min(box.top + down, 1 - box.height))
    return box.model_copy(update={"left": left, "top": top})


def resized(box: Box, wider: float, taller: float) -> Box:
    """A box made wider and taller by shares of the page, as far as the page reaches."""
    width = max(SMALLEST_BOX, min(box.width + wider, 1 - box.left))
    height = max(SMALLEST_BOX, min(box.height + taller, 1 - box.top))
    return box.model_copy(update={"width": width, "height": height})


Corners = tuple[float, float, float, float]
"""Left, top, right and bottom as shares."""


def corners_as_shown(box: Box, turn: Turn) -> Corners:
    """Where a box stands on the page once it is turned."""
    left, top = box.left, box.top
    right, bottom = left + box.width, top + box.height
    match turn:
        case 90:
            return 1 - bottom, left, 1 - top, right
        case 180:
            return 1 - right, 1 - bottom, 1 - left, 1 - top
        case 270:
            return top, 1 - right, bottom, 1 - left
    return left, top, right, bottom


def corners_as_kept(shown: Corners, turn: Turn) -> Corners:
    """The same corners on the page before its turn."""
    left, top, right, bottom = shown
    match turn:
        case 90:
            return top, 1 - right, bottom, 1 - left
        case 180:
            return 1 - right, 1 - bottom, 1 - left, 1 - top
        case 270:
            return 1 - bottom, left, 1 - top, right
    return left, top, right, bottom


def _share(value: float) -> float:
    return max(0.0, min(1.0, value))


def _with_page(record: EvidenceRecord, at: int, page: PageChoice) -> EvidenceRecord:
    pages = (*record.pages[:at], page, *record.pages[at + 1 :])
    return record.model_copy(update={"pages": pages})
