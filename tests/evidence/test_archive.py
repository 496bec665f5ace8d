"""PDF/A: what the file says of itself, data embedded and found again, the same bytes each time.

Whether the standard is kept is for the judge: `packaging/bootstrap.py pdfa`.
"""

import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Name
from PIL import Image, ImageCms

from app.evidence.archive import EMBEDDED_NAME, SRGB, archive, embedded
from tests.pdf import samples
from tests.pdf.reading import rendered

NOTE = '{"code": "D9311", "note": "Größe ≥ 1"}'.encode()
PRINTED = rendered(samples.claim_attachment()).data


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


@pytest.mark.parametrize(("data", "part"), [(b"", "2"), (NOTE, "3")])
def test_the_file_declares_what_it_is(data: bytes, part: str) -> None:
    with opened(archive(PRINTED, data)) as pdf, pdf.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == (part, "B")
        assert xmp["dc:title"] == "Claim attachment D9311"
        assert xmp["xmp:CreateDate"].startswith("2026-11-22T14:30:00")
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == Name.GTS_PDFA1
        assert intent.DestOutputProfile.read_bytes() == SRGB


def test_pages_and_bookmarks_stay() -> None:
    with opened(PRINTED) as before, opened(archive(PRINTED, NOTE)) as after:
        contents = [[page.Contents.read_bytes() for page in pdf.pages] for pdf in (before, after)]
        assert contents[0] == contents[1]
        with before.open_outline() as one, after.open_outline() as other:
            assert [item.title for item in one.root] == [item.title for item in other.root]


def test_the_same_file_gives_the_same_bytes() -> None:
    assert archive(PRINTED) == archive(PRINTED)
    assert archive(PRINTED, NOTE) == archive(PRINTED, NOTE)
    plain, with_note = (opened(archive(PRINTED, data)).trailer.ID for data in (b"", NOTE))
    assert bytes(plain[0]) == bytes(with_note[0])
    assert bytes(plain[1]) != bytes(with_note[1])


@given(st.binary(min_size=1, max_size=2000))
def test_what_was_embedded_is_found_again(data: bytes) -> None:
    assert embedded(archive(PRINTED, data)) == data


def test_embedded_data_belongs_to_the_document() -> None:
    with opened(archive(PRINTED, NOTE)) as pdf:
        (file,) = pdf.Root.AF
        assert (str(file.UF), file.AFRelationship) == (EMBEDDED_NAME, Name.Data)
        assert file.EF.F.Subtype == Name("/application/json")


def test_nothing_is_found_where_nothing_is_embedded() -> None:
    assert embedded(archive(PRINTED)) is None
    assert embedded(b"no PDF at all") is None
    assert embedded(archive(PRINTED, NOTE)[:900]) is None


def test_embedded_data_that_unpacks_without_end_is_none() -> None:
    with opened(archive(PRINTED, NOTE)) as pdf:
        pdf.attachments[EMBEDDED_NAME].get_file().obj.write(bytes(65 * 2**20))
        packed = io.BytesIO()
        pdf.save(packed)
    assert len(packed.getvalue()) < 200_000
    assert embedded(packed.getvalue()) is None


def test_the_profile_changes_no_color() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(SRGB))
    reference = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    shades = Image.radial_gradient("L")
    picture = Image.merge("RGB", (shades, shades.rotate(90), shades.resize((256, 256))))
    through = ImageCms.profileToProfile(picture, reference, profile)
    assert through is not None
    assert max(abs(a - b) for a, b in zip(through.tobytes(), picture.tobytes(), strict=True)) <= 1
