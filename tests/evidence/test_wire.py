"""Orders and results travel unchanged, and only what has their form is let in."""

import datetime as dt
import json
from typing import Any

import pytest
from pydantic import TypeAdapter

from app.domain.evidence.evidence import Box, PageChoice
from app.domain.evidence.light_table import Composition, Enclosure, Looked, Refused
from app.evidence.frames import BrokenFrame
from app.evidence.jobs import PageImages
from app.evidence.wire import from_wire, to_wire

PAGES = (
    PageChoice(number=2, turn=90, boxes=(Box(left=0.1, top=0.2, width=0.3, height=0.4),)),
    PageChoice(number=1, included=False),
)
PACK = Composition(
    own=(b"%PDF own", b""),
    enclosures=(Enclosure(b"%PDF theirs", PAGES, "pass phrase", "Letter"),),
    footers=b"%PDF footers",
    footer_height=36.5,
    title="Attachment",
    made_at=dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC),
    gray=True,
)
SEEN = Looked("pdf", ((612.0, 792.0),), ("It was damaged.",), dated=dt.date(2026, 3, 1))
LOCKED = Refused("This PDF is locked.", needs_password=True)


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (TypeAdapter(Composition), PACK),
        (TypeAdapter(Looked | Refused), SEEN),
        (TypeAdapter(Looked | Refused), LOCKED),
        (TypeAdapter(PageImages), PageImages((b"one", b"two"))),
    ],
)
def test_a_value_comes_back_as_it_was(form: TypeAdapter[Any], value: object) -> None:
    plain, blobs = to_wire(value)
    assert from_wire(form, json.loads(json.dumps(plain)), blobs) == value


@pytest.mark.parametrize(
    "plain",
    [
        None,
        "pages",
        {"pages": []},
        {"media": "exe", "pages": []},
        {"media": "pdf", "pages": [["wide", "high"]]},
        {"media": "pdf", "pages": {"blob": 5}},
        {"why": {"blob": 0}},
    ],
)
def test_what_is_no_result_is_broken(plain: object) -> None:
    with pytest.raises(BrokenFrame):
        from_wire(TypeAdapter(Looked | Refused), plain, [b"\xff"])
