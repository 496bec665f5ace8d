"""The bundled fonts: which file prints what, which are opened, under which licenses."""

from pathlib import Path

import pytest

from app import paths
from app.pdf.fonts import Fonts, Weight, ignorable
from app.pdf.renderer import Renderer
from tests.pdf import samples
from tests.pdf.reading import FONTS, MADE_AT

FOLDER = paths.fonts_folder()


@pytest.mark.parametrize("weight", ["regular", "strong"])
@pytest.mark.parametrize("language", samples.NAMES)
def test_every_name_has_its_letters_in_each_weight(language: str, weight: Weight) -> None:
    missing = [c for c in samples.NAMES[language] if not FONTS.choose(c, weight)]
    assert missing == []


@pytest.mark.parametrize("char", "≥≤→✓☐½µ°€…–—“”’•№™℃①★")
def test_signs_of_the_clinic_are_printable(char: str) -> None:
    assert FONTS.choose(char, "regular")


@pytest.mark.parametrize("char", ["😀", "\ue000", "\x00", "\ud800", "\U0010ffff"])
def test_what_no_font_has_has_none(char: str) -> None:
    assert FONTS.choose(char, "regular") is None


def test_scripts_with_a_heavy_face_use_it_for_strong_text() -> None:
    assert _name("م", "regular") == "NotoSansArabic-Regular"
    assert _name("م", "strong") == "NotoSansArabic-SemiBold"
    assert _name("A", "strong") == "NotoSans-SemiBold"
    assert _name("王", "strong") == "DroidSansFallback"


def _name(char: str, weight: Weight) -> str:
    face = FONTS.choose(char, weight)
    assert face
    return face.name


def test_a_document_in_english_opens_noto_sans_only(tmp_path: Path) -> None:
    for file in FOLDER.glob("NotoSans-*.ttf"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    result = Renderer(tmp_path).render_pdf(samples.claim_attachment(), made_at=MADE_AT)
    assert result.unprintable == ()


def test_missing_font_files_are_the_world_s_fault(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="NotoSans-Regular"):
        Fonts(tmp_path).base("regular")


def test_letters_that_join_are_never_set_one_by_one() -> None:
    base = FONTS.base("regular")
    assert base.sets_alone("é")
    assert base.sets_alone("ж")
    assert not base.sets_alone("\u0301")
    assert not base.sets_alone("क")
    assert not base.sets_alone("\u200d")


def test_forms_of_arabic_letters_read_as_the_letters() -> None:
    face = FONTS.choose("ل", "regular")
    assert face
    assert face.readings[face.glyphs[0xFEFB]] == "لا"
    assert face.readings[face.glyphs[0xFEDF]] == "ل"


def test_joiners_and_marks_of_direction_have_no_shape() -> None:
    assert all(map(ignorable, "\u200d\u200f\u00ad\ufe0f"))
    assert not any(map(ignorable, "a \u0301\u00a0"))


def test_each_font_file_is_named_with_its_license() -> None:
    read_me = (FOLDER / "README.md").read_text("utf-8")
    for file in FOLDER.glob("*.ttf"):
        stem = file.stem.removesuffix("-Regular").removesuffix("-SemiBold")
        assert stem in read_me or stem.removeprefix("NotoSans") in read_me
    assert (FOLDER / "OFL.txt").is_file()
    assert (FOLDER / "APACHE-2.0.txt").is_file()
