"""Letters drawn as shapes: a mark on the page that no reader takes for text.

Called by `app.pdf.paper` for the large DRAFT, which would otherwise stand between the lines of
whatever is copied or searched.
"""

from typing import TypeAlias

from app.pdf.fonts import EM, Typeface

_Point: TypeAlias = tuple[float, float]


class _Path:
    """Takes the outline of glyphs as HarfBuzz gives it and keeps it as PDF path operators."""

    def __init__(self, size: float) -> None:
        self._scale = size / EM
        self._x = 0.0
        self._at = (0.0, 0.0)
        self.operators: list[str] = []

    def advance(self, width: float) -> None:
        """Go on to the next letter."""
        self._x += width

    def _point(self, point: _Point) -> str:
        self._at = point
        return f"{(self._x + point[0]) * self._scale:.2f} {point[1] * self._scale:.2f}"

    def moveTo(self, point: _Point) -> None:  # noqa: N802 - HarfBuzz calls it so
        self.operators.append(f"{self._point(point)} m")

    def lineTo(self, point: _Point) -> None:  # noqa: N802 - the same
        self.operators.append(f"{self._point(point)} l")

    def curveTo(self, first: _Point, second: _Point, end: _Point) -> None:  # noqa: N802 - the same
        handles = f"{self._point(first)} {self._point(second)}"
        self.operators.append(f"{handles} {self._point(end)} c")

    def qCurveTo(self, control: _Point, end: _Point) -> None:  # noqa: N802 - the same
        """Draw TrueType's quadratic curve as the cubic one of PDF."""
        first, second = (
            ((2 * control[0] + x) / 3, (2 * control[1] + y) / 3) for x, y in (self._at, end)
        )
        self.curveTo(first, second, end)

    def closePath(self) -> None:  # noqa: N802 - the same
        self.operators.append("h")


def outline(face: Typeface, text: str, size: float) -> tuple[str, float]:
    """Return the path of a text from its origin, to be filled, and its width; in points."""
    path = _Path(size)
    width = 0
    for char in text:
        glyph = face.glyphs[ord(char)]
        face.font.draw_glyph_with_pen(glyph, path)
        path.advance(face.advance(glyph))
        width += face.advance(glyph)
    return " ".join(path.operators), width * size / EM
