"""Pages of a foreign PDF that are nothing but pictures, so that their pixels go on as they are.

`app.evidence.enclosed` asks for them; every other page is drawn instead. Of such a page only the
pictures travel on: text that a scanner laid unseen beneath them stays behind. And since nothing
hidden may travel, a page counts only when each picture lies wholly on the visible part of the page
and none covers another. Operators are those of ISO 32000-1, annex A.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import hypot
from typing import Any

import pikepdf
from pikepdf import Array, Matrix, Name, Object, Page

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top."""

_TOLERANCE = 2.0
"""Points a picture may reach over the edge of the page: scanners round."""
_MOST_PIECES = 200
_MOST_COMMANDS = 2 * 2**20
"""Bytes of a page's commands, packed or not; those of a scan are few, unseen text included."""
_MOST_NESTED = 4
_FINEST = 1200
"""Dots to the inch, twice a fine scanner's; a picture squeezed into a dot is hidden there."""
_UNSEEN_TEXT = 3

Given = Sequence[Any]
"""What stands before an operator: anything, since the file is foreign."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A picture and where its unit square lies on the page as it is stored (points)."""

    image: Object
    at: Matrix

    @property
    def dpi(self) -> float:
        """Its pixels to the inch of paper, where they lie closest."""
        across, up = hypot(self.at.a, self.at.b), hypot(self.at.c, self.at.d)
        widest = float(self.image.Width) / max(across, 0.01)
        highest = float(self.image.Height) / max(up, 0.01)
        return max(widest, highest) * 72


@dataclass(frozen=True, slots=True)
class Scan:
    """A page that is nothing but pictures: these, the part that is shown, how it is turned."""

    pieces: tuple[Piece, ...]
    visible: Rectangle
    degrees: int


class _MoreThanPictures(Exception):  # noqa: N818 - such a page is no error
    """The page draws something else, or hides something."""


@dataclass(frozen=True, slots=True)
class _State:
    """The part of the graphics state that matters here."""

    at: Matrix
    clip: Rectangle
    text_mode: int = 0
    fill_is_black: bool = True


def scan_of(page: Page) -> Scan | None:
    """A page that is nothing but pictures; None for any other page, damaged ones too."""
    try:
        return _scan(page)
    except _MoreThanPictures:
        return None
    except (pikepdf.PdfError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None  # foreign: any entry may be missing or of another type


def _scan(page: Page) -> Scan | None:
    if page.obj.get(Name.Annots) or page.obj.get(Name.UserUnit, 1) != 1:
        return None
    contents = page.obj.Contents
    streams = list(contents) if isinstance(contents, Array) else [contents]
    if any(map(_is_long, streams)):
        return None
    visible = _common(_rectangle(page.mediabox), _rectangle(page.cropbox))
    walk = _Walk()
    walk.run(page.obj, page.resources, _State(Matrix(), visible))
    boxes = [_bounds(piece.at) for piece in walk.pieces]
    if not boxes or len(boxes) > _MOST_PIECES or _any_covers_another(boxes):
        return None
    return Scan(tuple(walk.pieces), visible, int(page.obj.get(Name.Rotate, 0)))


@dataclass(slots=True)
class _Walk:
    """Goes through a page's commands. Raises _MoreThanPictures at the first that draws more."""

    pieces: list[Piece] = field(default_factory=list)
    _stack: list[_State] = field(default_factory=list)
    _resources: list[Object] = field(default_factory=list)
    _path: list[Rectangle] = field(default_factory=list)
    _path_is_plain: bool = True
    _clips: bool = False

    def run(self, commands: Object | Page, resources: Object, state: _State) -> None:
        """Follow the commands of a page, or of a form on it, from a state on."""
        if len(self._resources) > _MOST_NESTED:
            raise _MoreThanPictures
        outer, self._stack = self._stack, [state]
        self._resources.append(resources)
        for command in pikepdf.parse_content_stream(commands):
            if isinstance(command, pikepdf.ContentStreamInlineImage):
                raise _MoreThanPictures
            name = str(command.operator)
            if name in _WITHOUT_EFFECT:
                continue
            if name not in _COMMANDS:
                raise _MoreThanPictures
            _COMMANDS[name](self, list(command.operands))
        self._resources.pop()
        self._stack = outer

    @property
    def _state(self) -> _State:
        return self._stack[-1]

    @_state.setter
    def _state(self, state: _State) -> None:
        self._stack[-1] = state

    def save(self, given: Given) -> None:
        del given
        self._stack.append(self._state)

    def restore(self, given: Given) -> None:
        del given
        if len(self._stack) > 1:
            self._stack.pop()

    def move(self, given: Given) -> None:
        self._state = replace(self._state, at=Matrix(*map(float, given)) @ self._state.at)

    def rectangle(self, given: Given) -> None:
        x, y, width, height = map(float, given)
        self._path_is_plain = self._path_is_plain and _is_upright(self._state.at)
        self._path.append(_bounds(Matrix(width, 0, 0, height, x, y) @ self._state.at))

    def clip(self, given: Given) -> None:
        del given
        self._clips = True

    def end_path(self, given: Given) -> None:
        del given
        if self._clips:
            if len(self._path) != 1 or not self._path_is_plain:
                raise _MoreThanPictures
            self._state = replace(self._state, clip=_common(self._state.clip, self._path[0]))
        self._path, self._path_is_plain, self._clips = [], True, False

    def text_mode(self, given: Given) -> None:
        self._state = replace(self._state, text_mode=int(given[0]))

    def font(self, given: Given) -> None:
        font = self._resources[-1].Font[str(given[0])]
        if font.Subtype == Name.Type3:  # drawn whatever the text mode says
            raise _MoreThanPictures

    def text(self, given: Given) -> None:
        del given
        if self._state.text_mode != _UNSEEN_TEXT:
            raise _MoreThanPictures

    def fill(self, given: Given) -> None:
        is_black = len(given) in (1, 3) and not any(map(float, given))
        self._state = replace(self._state, fill_is_black=is_black)

    def other_fill(self, given: Given) -> None:
        del given
        self._state = replace(self._state, fill_is_black=False)

    def marked(self, given: Given) -> None:
        if given[0] == Name.OC:  # may be shown or not
            raise _MoreThanPictures

    def settings(self, given: Given) -> None:
        settings = self._resources[-1].ExtGState[str(given[0])]
        is_opaque = float(settings.get("/ca", 1)) == float(settings.get("/CA", 1)) == 1
        is_plain = str(settings.get("/BM", "/Normal")) == "/Normal"
        is_whole = str(settings.get("/SMask", "/None")) == "/None"
        is_known = _PLAIN_SETTINGS.issuperset(settings.keys())
        if not (is_opaque and is_plain and is_whole and is_known):
            raise _MoreThanPictures

    def draw(self, given: Given) -> None:
        drawn = self._resources[-1].XObject[str(given[0])]
        if Name.OC in drawn:
            raise _MoreThanPictures
        if drawn.Subtype == Name.Form:
            self._form(drawn)
        elif drawn.Subtype == Name.Image:
            self._image(drawn)
        else:
            raise _MoreThanPictures

    def _form(self, form: Object) -> None:
        if _is_long(form):
            raise _MoreThanPictures
        at = Matrix(*map(float, form.get(Name.Matrix, [1, 0, 0, 1, 0, 0]))) @ self._state.at
        left, bottom, right, top = map(float, form.BBox)
        box = _bounds(Matrix(right - left, 0, 0, top - bottom, left, bottom) @ at)
        inner = replace(self._state, at=at, clip=_common(self._state.clip, box))
        self.run(form, form.get(Name.Resources, self._resources[-1]), inner)

    def _image(self, image: Object) -> None:
        left, bottom, right, top = _bounds(self._state.at)
        clip = self._state.clip
        inside = (
            left >= clip[0] - _TOLERANCE
            and bottom >= clip[1] - _TOLERANCE
            and right <= clip[2] + _TOLERANCE
            and top <= clip[3] + _TOLERANCE
        )
        is_stencil = bool(image.get(Name.ImageMask, False))
        piece = Piece(image, self._state.at)
        is_readable = piece.dpi <= _FINEST
        if not (inside and is_readable) or (is_stencil and not self._state.fill_is_black):
            raise _MoreThanPictures
        self.pieces.append(piece)


_WITHOUT_EFFECT = frozenset(
    (
        *("BT", "ET", "Td", "TD", "Tm", "T*", "Tc", "Tw", "Tz", "TL", "Ts", "BMC", "EMC", "MP"),
        *("DP", "BX", "EX", "w", "J", "j", "M", "d", "i", "ri", "G", "RG", "K", "CS", "SC", "SCN"),
    )
)
"""On opaque pictures and on text that is not seen."""

_PLAIN_SETTINGS = frozenset(
    (
        *("/Type", "/LW", "/LC", "/LJ", "/ML", "/D", "/RI", "/FL", "/SM", "/SA", "/AIS", "/TK"),
        *("/OP", "/op", "/OPM", "/CA", "/ca", "/BM", "/SMask"),
    )
)
"""Settings without effect on pictures, or looked at; a transfer function can turn all black."""

_COMMANDS: Mapping[str, Callable[[_Walk, Given], None]] = {
    "q": _Walk.save,
    "Q": _Walk.restore,
    "cm": _Walk.move,
    "re": _Walk.rectangle,
    "W": _Walk.clip,
    "W*": _Walk.clip,
    "n": _Walk.end_path,
    "Tr": _Walk.text_mode,
    "Tf": _Walk.font,
    **dict.fromkeys(("Tj", "TJ", "'", '"'), _Walk.text),
    **dict.fromkeys(("g", "rg"), _Walk.fill),
    **dict.fromkeys(("k", "cs", "sc", "scn"), _Walk.other_fill),
    "BDC": _Walk.marked,
    "gs": _Walk.settings,
    "Do": _Walk.draw,
}


def _is_long(commands: Object) -> bool:
    """Whether these are more commands than a scan has; asked before they are read one by one."""
    packed = len(commands.read_raw_bytes())
    return packed > _MOST_COMMANDS or len(commands.read_bytes()) > _MOST_COMMANDS


def _rectangle(box: Array) -> Rectangle:
    x, y, other_x, other_y = map(float, box)
    return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def _common(one: Rectangle, other: Rectangle) -> Rectangle:
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def _bounds(at: Matrix) -> Rectangle:
    """What the unit square takes of the page, upright."""
    corners = [at.transform(corner) for corner in ((0, 0), (0, 1), (1, 0), (1, 1))]
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)


def _is_upright(at: Matrix) -> bool:
    return (at.b == at.c == 0) or (at.a == at.d == 0)


def _any_covers_another(boxes: Sequence[Rectangle]) -> bool:
    for place, one in enumerate(boxes):
        for other in boxes[:place]:
            left, bottom, right, top = _common(one, other)
            if min(right - left, top - bottom) > 1:  # strips of one scan touch
                return True
    return False
