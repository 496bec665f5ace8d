"""The letter of an appeal as blocks: its parts in order, quotations marked, nothing made up."""

from dataclasses import replace

from app.documents.blocks import Bullets, Document, Heading, Paragraph, SignatureBlock
from app.documents.claims.appeal_letter import AppealLetter, build
from app.documents.notes.quotations import Quotation
from app.domain.practice.people import Practice

SIGNED = "signed by Ada Samplemann, DDS on 11/03/2026 4:10 PM EST"
LATER = "about 11/08/2026, added later, signed by Ada Samplemann, DDS on 11/09/2026 9:00 AM EST"
LETTER = AppealLetter(
    title="Provider dispute, level 2",
    practice=Practice(name="Sampleton Dental"),
    reach=("100 Example Street",),
    to=("A plan", "Appeals department"),
    written="11/22/2026",
    about=(("Patient", "Marisol Testwell"),),
    decision="Your EOB of 11/20/2026 denied D9311 of 11/03/2026.",
    reason="Not necessary.",
    numbers=("CO 50", "remark M127"),
    earlier=(("Provider dispute, level 1: you stayed with your decision.", "No new facts."),),
    request="Please review your decision.",
    record="the chart note D9311 of 11/03/2026",
    quotations=(
        Quotation("text:condition", "The condition", "A mechanical valve", SIGNED),
        Quotation("later:0", "Continuation", "The reply came.", LATER, is_later=True),
    ),
    words="First.\n\nSecond.",
    enclosed=("Chart note",),
    signature=SignatureBlock(role="Treating dentist"),
)


def headings(document: Document) -> list[str]:
    return [each.text for each in document.blocks if isinstance(each, Heading)]


def paragraphs(document: Document) -> list[str]:
    return [each.text for each in document.blocks if isinstance(each, Paragraph)]


def test_its_parts_stand_in_the_order_a_reviewer_reads_them() -> None:
    assert headings(build(LETTER)) == [
        "Provider dispute, level 2",
        "The decision",
        "What we ask for",
        "What the record says",
        "What was added to the record later",
        "Our remarks",
        "Enclosed",
    ]


def test_quotations_are_marked_and_dated_and_what_came_later_stands_apart() -> None:
    told = paragraphs(build(LETTER))
    said = told.index("“A mechanical valve”")
    later = next(place for place, text in enumerate(told) if text.startswith("“The reply came.”"))
    assert SIGNED in told[said - 1]
    assert told[later].endswith(f"A{LATER[1:]}.")
    assert said < later
    assert told[told.index("First.") - 1].endswith("not part of the record.")


def test_what_there_is_not_leaves_no_heading() -> None:
    bare = replace(LETTER, quotations=(), words="", enclosed=(), reason="", numbers=(), request="")
    document = build(bare)
    assert headings(document) == [LETTER.title, "The decision", "What we ask for"]
    assert "Not stated yet." in paragraphs(document)
    assert not any(isinstance(each, Bullets) for each in document.blocks)


def test_its_properties_name_no_patient() -> None:
    document = build(LETTER)
    properties = (document.title, document.subject, document.author, *document.header_right)
    assert not any("Testwell" in each for each in properties)


def test_what_the_payer_said_to_an_earlier_level_is_quoted_only_where_it_is_known() -> None:
    told = "Provider dispute, level 1: you stayed with your decision."
    assert f"{told} Your notice says: “No new facts.”" in paragraphs(build(LETTER))
    assert told in paragraphs(build(replace(LETTER, earlier=((told, ""),))))
