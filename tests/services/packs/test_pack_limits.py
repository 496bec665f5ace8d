"""Misfits and their mends: whatever the channel and the wish, each mend is one that helps."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.packs.channel import Channel, FileRules, FileType
from app.domain.packs.pack import PackedFile, PackWish
from app.services.packs.pack_limits import in_megabytes, misfits, pdf_wish, picture_wish, usual_wish
from app.services.packs.pack_material import PackMaterial
from tests.documents.notes.note_views import consultation, view
from tests.packing_desk import NOON

MATERIAL = PackMaterial(
    view=view(consultation(), signed=True),
    attached=(),
    read=lambda _sha256: b"",
    blockers=(),
    number="CP1",
    made_by="Finn",
    made_at=NOON,
)

_types = st.lists(
    st.sampled_from(["pdf", "jpeg", "png", "tiff", "gif", "txt"]), min_size=1, unique=True
).map(tuple)
_channels = st.builds(
    lambda types, count, one, total: Channel(
        id="c",
        title="A channel",
        files=FileRules(types=types, at_most=count, file_bytes=one, total_bytes=total),
    ),
    _types,
    st.none() | st.integers(1, 5),
    st.none() | st.integers(10_000, 10**7),
    st.none() | st.integers(10_000, 10**7),
)
_wishes = st.builds(
    PackWish,
    as_pdf=st.booleans(),
    as_images=st.booleans(),
    image_type=st.sampled_from(["jpeg", "png", "tiff"]),
    dpi=st.sampled_from([72, 100, 120, 150, 200, 300]),
    gray=st.booleans(),
    parts=st.integers(1, 20),
)
_files = st.lists(
    st.builds(
        PackedFile,
        name=st.just("a.pdf"),
        role=st.sampled_from(["pack", "page", "narrative", "cover"]),
        sha256=st.just("0" * 64),
        size=st.integers(0, 10**8),
    ),
    max_size=8,
)


@given(_channels, _wishes, _files)
def test_every_mend_is_another_sound_wish(
    channel: Channel, wish: PackWish, files: list[PackedFile]
) -> None:
    for misfit in misfits(MATERIAL, channel, wish, "CP1", files):
        assert misfit.text.endswith((".", "?"))
        for mend in misfit.mends:
            assert mend.wish is not None
            assert mend.wish != wish
            assert PackWish.model_validate(mend.wish.model_dump()) == mend.wish


@given(_channels, _wishes, _files)
def test_scaling_down_comes_to_an_end(
    channel: Channel, wish: PackWish, files: list[PackedFile]
) -> None:
    # The files stay as they are here, and so would their number.
    channel = channel.model_copy(
        update={"files": channel.files.model_copy(update={"at_most": None})}
    )
    for _ in range(40):
        mends = [m for each in misfits(MATERIAL, channel, wish, "CP1", files) for m in each.mends]
        if not mends or mends[0].wish is None:
            return
        wish = mends[0].wish
    raise AssertionError("the first mend is offered for ever")


@given(_channels)
def test_the_usual_wish_is_a_form_the_channel_takes(channel: Channel) -> None:
    wish = usual_wish(MATERIAL, channel)
    pictures: tuple[FileType, ...] = ("jpeg", "png", "tiff")
    if any(each in channel.files.types for each in ("pdf", *pictures)):
        texts = [each.text for each in misfits(MATERIAL, channel, wish, "CP1", [])]
        assert texts == []
    assert pdf_wish(wish).as_pdf
    assert picture_wish(channel, wish).as_images


@given(_channels, _wishes)
def test_what_fits_has_no_misfit(channel: Channel, wish: PackWish) -> None:
    files = PackedFile(name="a", role="pack", sha256="0" * 64, size=10_000)
    wish = usual_wish(MATERIAL, channel)
    found = misfits(MATERIAL, channel, wish, "CP1", [files])
    assert [each for each in found if "larger" in each.text or "together" in each.text] == []


def test_what_blocks_the_note_comes_first() -> None:
    blocked = dataclasses.replace(MATERIAL, blockers=("Sign the note.",), attachments="never")
    channel = Channel(id="c", title="A channel", files=FileRules(types=("jpeg",)))
    found = misfits(blocked, channel, PackWish(), "CP1", [])
    assert [each.blocks for each in found] == [True, False, True]
    assert found[0].text == "Sign the note."


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "1 KB"), (1499, "1 KB"), (999_499, "999 KB"), (1_000_000, "1 MB"), (1_250_000, "1.2 MB")],
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert in_megabytes(size) == words


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("never", "takes no attachments"),
        ("on_request", "only when the payer asks"),
        ("unless_asked", "refuses attachments that it did not ask for"),
    ],
)
def test_what_the_payer_card_says_of_attachments_is_said_and_blocks_nothing(
    policy: str, words: str
) -> None:
    material = dataclasses.replace(MATERIAL, attachments=policy)
    channel = Channel(id="c", title="A channel", files=FileRules(types=("pdf",)))
    found = [
        each for each in misfits(material, channel, PackWish(), "CP1", ()) if words in each.text
    ]
    assert [each.blocks for each in found] == [False]
