"""Where an enclosed page stands on its sheet: turned, shrunk to fit, centered above the footer.

Used by `enclosed` and `compose`. Points; a matrix takes what stands on its left first.
"""

from dataclasses import dataclass

from pikepdf import Matrix

Size = tuple[float, float]

_EDGE = 18.0
"""What office printers leave empty at each edge of the sheet."""


@dataclass(frozen=True, slots=True)
class Place:
    """The part of every sheet that an enclosed page may take."""

    left: float
    bottom: float
    width: float
    height: float

    def scale(self, size: Size, largest: float) -> float:
        """How much a page of a size is scaled to fit, `largest` at most."""
        return min(self.width / size[0], self.height / size[1], largest)

    def fitted(self, size: Size, scale: float) -> Matrix:
        """From the page to the sheet; what is left of the place is left at both sides alike."""
        x = self.left + (self.width - size[0] * scale) / 2
        y = self.bottom + self.height - size[1] * scale
        return Matrix(scale, 0, 0, scale, x, y)


def place_on(sheet: Size, footer_height: float) -> Place:
    """The place above the footer."""
    width, height = sheet
    return Place(_EDGE, footer_height, width - 2 * _EDGE, height - footer_height - _EDGE)


def turned(box: tuple[float, float, float, float], degrees: int) -> tuple[Matrix, Size]:
    """From a box (left, bottom, right, top) to the page it is turned clockwise, and its size."""
    left, bottom, right, top = box
    size = (right - left, top - bottom)
    match degrees % 360:
        case 90:
            return Matrix(0, -1, 1, 0, -bottom, right), size[::-1]
        case 180:
            return Matrix(-1, 0, 0, -1, right, top), size
        case 270:
            return Matrix(0, 1, -1, 0, top, -left), size[::-1]
    return Matrix(1, 0, 0, 1, -left, -bottom), size
