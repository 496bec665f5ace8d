"""The bundled fonts: which file prints a character, and what a loaded file knows of its glyphs.

Used by the typesetter and by the writer of fonts. A file is opened when a character first needs it,
so a document in English opens Noto Sans only.
"""

import unicodedata
from pathlib import Path
from typing import Literal, TypeAlias

import uharfbuzz

Weight: TypeAlias = Literal["regular", "strong"]

EM = 1000
"""All glyph measures are in thousandths of the type size, as PDF has them."""

_BASE: dict[Weight, str] = {"regular": "NotoSans-Regular", "strong": "NotoSans-SemiBold"}

# What the base fonts lack: first and last code point, and the files to ask in this order.
_FALLBACKS: tuple[tuple[int, int, tuple[str, ...]], ...] = (
    (0x0530, 0x058F, ("NotoSansArmenian",)),
    (0x0590, 0x05FF, ("NotoSansHebrew",)),
    (0x0600, 0x08FF, ("NotoSansArabic",)),
    (0x0980, 0x09FF, ("NotoSansBengali",)),
    (0x0A00, 0x0A7F, ("NotoSansGurmukhi",)),
    (0x0A80, 0x0AFF, ("NotoSansGujarati",)),
    (0x0B80, 0x0BFF, ("NotoSansTamil",)),
    (0x0C00, 0x0C7F, ("NotoSansTelugu",)),
    (0x0C80, 0x0CFF, ("NotoSansKannada",)),
    (0x0D00, 0x0D7F, ("NotoSansMalayalam",)),
    (0x0D80, 0x0DFF, ("NotoSansSinhala",)),
    (0x0E00, 0x0E7F, ("NotoSansThai",)),
    (0x0E80, 0x0EFF, ("NotoSansLao",)),
    (0x1000, 0x109F, ("NotoSansMyanmar",)),
    (0x10A0, 0x10FF, ("NotoSansGeorgian",)),
    (0x1100, 0x11FF, ("DroidSansFallback",)),
    (0x1200, 0x139F, ("NotoSansEthiopic",)),
    (0x1780, 0x17FF, ("NotoSansKhmer",)),
    (0x19E0, 0x19FF, ("NotoSansKhmer",)),
    (0x1C90, 0x1CBF, ("NotoSansGeorgian",)),
    (
        0x2000,
        0x2BFF,
        ("NotoSansMath", "NotoSansSymbols", "NotoSansSymbols2", "DroidSansFallback"),
    ),
    (0x2D00, 0x2D2F, ("NotoSansGeorgian",)),
    (0x2D80, 0x2DDF, ("NotoSansEthiopic",)),
    (0x2E80, 0x9FFF, ("DroidSansFallback",)),
    (0xA9E0, 0xAA7F, ("NotoSansMyanmar",)),
    (0xAB00, 0xAB2F, ("NotoSansEthiopic",)),
    (0xAC00, 0xD7FF, ("DroidSansFallback",)),
    (0xF900, 0xFAFF, ("DroidSansFallback",)),
    (0xFB13, 0xFB17, ("NotoSansArmenian",)),
    (0xFB1D, 0xFB4F, ("NotoSansHebrew",)),
    (0xFB50, 0xFDFF, ("NotoSansArabic",)),
    (0xFE30, 0xFE4F, ("DroidSansFallback",)),
    (0xFE70, 0xFEFF, ("NotoSansArabic",)),
    (0xFF00, 0xFFEF, ("DroidSansFallback",)),
    (0x1D400, 0x1D7FF, ("NotoSansMath",)),
    (0x1F000, 0x1FAFF, ("NotoSansSymbols2", "NotoSansSymbols")),
)

# Writing whose letters join, stack, or change with their neighbors: never set letter by letter.
_JOINING = (
    (0x0590, 0x109F),
    (0x1100, 0x11FF),
    (0x1700, 0x1CFF),
    (0xA800, 0xABFF),
    (0xD7B0, 0xD7FF),
    (0xFB1D, 0xFDFF),
    (0xFE70, 0xFEFF),
    (0x10800, 0x16FFF),
)


class _Advances(dict[str, int]):
    """Widths of the characters that can be set one by one; KeyError for all others."""

    def __init__(self, face: "Typeface") -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> int:
        if not self._face.sets_alone(char):
            raise KeyError(char)
        self[char] = self._face.advance(self._face.glyphs[ord(char)])
        return self[char]


class _Codes(dict[int, str]):
    """Glyph numbers as PDF writes them, by code point: a table for `str.translate`."""

    def __init__(self, face: "Typeface") -> None:
        super().__init__()
        self._face = face

    def __missing__(self, code: int) -> str:
        self[code] = f"{self._face.glyphs[code]:04X}"
        return self[code]


class Typeface:
    """One opened font file.

    `glyphs` maps code points to glyph numbers, `readings` glyph numbers to the letters that a
    reader of the PDF gets. `advances` and `codes` serve text that needs no shaping.
    """

    def __init__(self, path: Path) -> None:
        """Open the file; raises OSError when it cannot be read."""
        self.name = path.stem
        self.face = uharfbuzz.Face(uharfbuzz.Blob(path.read_bytes()))
        self.font = uharfbuzz.Font(self.face)
        self.font.scale = (EM, EM)
        self.glyphs: dict[int, int] = {
            code: glyph
            for code in self.face.unicodes
            if (glyph := self.font.get_nominal_glyph(code))
            and unicodedata.category(chr(code)) != "Cc"
        }
        # Of several characters with one glyph the first in Unicode is read.
        self.readings = {
            glyph: _letters(chr(code)) for code, glyph in reversed(self.glyphs.items())
        }
        self.advances = _Advances(self)
        self.codes = _Codes(self)

    def advance(self, glyph: int) -> int:
        """Return the width of a glyph in thousandths of the type size."""
        return int(self.font.get_glyph_h_advance(glyph))

    def sets_alone(self, char: str) -> bool:
        """Tell whether this font sets the character the same way beside any neighbors."""
        code = ord(char)
        glyph = self.glyphs.get(code)
        return (
            glyph is not None
            and (self.readings[glyph] == char or char == "\u00a0")
            and unicodedata.category(char)[0] not in "MC"
            and unicodedata.bidirectional(char) not in ("R", "AL", "AN")
            and not any(first <= code <= last for first, last in _JOINING)
        )


def _letters(char: str) -> str:
    """Return the letters that a ligature or another form of letters stands for."""
    form = "\ufb00" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefe"
    return unicodedata.normalize("NFKC", char) if form else char


def ignorable(char: str) -> bool:
    """Tell whether a character has no shape of its own in any font (joiners, direction marks).

    Unicode's Default_Ignorable_Code_Point, less the Hangul fillers.
    """
    code = ord(char)
    return (
        code in (0x00AD, 0x034F, 0x061C, 0x17B4, 0x17B5, 0xFEFF)
        or 0x180B <= code <= 0x180E
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or 0x2060 <= code <= 0x206F
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0000 <= code <= 0xE0FFF
    )


class Fonts:
    """The bundled fonts of one folder, opened as needed and kept open; shared by all documents."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the font files; nothing is opened yet."""
        self._folder = folder
        self._open: dict[str, Typeface] = {}
        self._chosen: dict[tuple[Weight, str], Typeface | None] = {}

    def base(self, weight: Weight) -> Typeface:
        """Return the font of Latin text; raises OSError when its file cannot be read."""
        return self._typeface(_BASE[weight])

    def choose(self, char: str, weight: Weight) -> Typeface | None:
        """Return the font that prints a character, or None if none does.

        Raises OSError when a font file cannot be read.
        """
        key = (weight, char)
        if key not in self._chosen:
            self._chosen[key] = self._search(ord(char), weight)
        return self._chosen[key]

    def _search(self, code: int, weight: Weight) -> Typeface | None:
        base = self.base(weight)
        if code in base.glyphs:
            return base
        for first, last, names in _FALLBACKS:
            if first <= code <= last:
                for name in names:
                    face = self._typeface(self._file(name, weight))
                    if code in face.glyphs:
                        return face
        return None

    def _file(self, name: str, weight: Weight) -> str:
        strong = f"{name}-SemiBold"
        if weight == "strong" and (self._folder / f"{strong}.ttf").is_file():
            return strong
        regular = f"{name}-Regular"
        return regular if (self._folder / f"{regular}.ttf").is_file() else name

    def _typeface(self, name: str) -> Typeface:
        if name not in self._open:
            self._open[name] = Typeface(self._folder / f"{name}.ttf")
        return self._open[name]
