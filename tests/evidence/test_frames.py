"""Frames come through as they went in; whatever else comes is told apart, and bounded."""

import io
import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence.frames import BrokenFrame, Frame, read_frame, write_frame

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
frames = st.builds(
    Frame, st.dictionaries(st.text(), json_values, max_size=3), st.lists(st.binary(), max_size=3)
)


def written(frame: Frame) -> bytes:
    stream = io.BytesIO()
    write_frame(stream, frame)
    return stream.getvalue()


@given(st.lists(frames, max_size=3))
def test_frames_come_through_one_after_the_other(sent: list[Frame]) -> None:
    stream = io.BytesIO(b"".join(map(written, sent)))
    assert [read_frame(stream) for _ in sent] == sent
    assert read_frame(stream) is None


@given(frames, st.data())
def test_a_frame_cut_short_is_broken(frame: Frame, data: st.DataObject) -> None:
    whole = written(frame)
    cut = data.draw(st.integers(1, len(whole) - 1))
    with pytest.raises(BrokenFrame):
        read_frame(io.BytesIO(whole[:cut]))


@given(st.binary(min_size=1))
def test_any_bytes_are_a_frame_or_broken(noise: bytes) -> None:
    with suppress(BrokenFrame):
        assert isinstance(read_frame(io.BytesIO(noise)), Frame)


@pytest.mark.parametrize(
    "noise",
    [
        struct.pack(">II", 2**31, 0) + b"{}",
        struct.pack(">II", 2, 2**31) + b"{}",
        struct.pack(">II", 2, 1) + b"{}" + struct.pack(">Q", 2**40),
        struct.pack(">II", 2, 0) + b"[]",
        struct.pack(">II", 100_000, 0) + b"[" * 100_000,
    ],
)
def test_what_claims_too_much_is_broken_before_it_is_read(noise: bytes) -> None:
    with pytest.raises(BrokenFrame):
        read_frame(io.BytesIO(noise))
