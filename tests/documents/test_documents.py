"""What the documents of a note say, and what they must never say."""

from collections.abc import Iterator

from app.documents.blocks import (
    Block,
    Bullets,
    Document,
    Grid,
    KeepTogether,
    KeyValues,
    Notice,
    Numbered,
    Paragraph,
    SignatureBlock,
    TickBoxes,
)
from app.domain.answers import Text
from app.services.printing import Paper, build_document, papers_of, unprintable_words
from tests.documents.note_views import consultation, view


def words(document: Document) -> str:
    """Every final text of a document, one a line."""
    return "\n".join(text for block in document.blocks for text in _texts(block))


def _texts(block: Block) -> Iterator[str]:
    match block:
        case KeyValues(pairs):
            yield from (f"{label}: {value}" for label, value in pairs)
        case Grid(_, rows):
            yield from (" | ".join(row) for row in rows)
        case Paragraph(text, lead):
            yield f"{lead} {text}".strip()
        case Bullets(items) | Numbered(items):
            yield from items
        case Notice(_, text, title):
            yield f"{title} {text}".strip()
        case TickBoxes(options, prompt):
            yield from (prompt, *options)
        case SignatureBlock(role, by, credential, when):
            yield f"{role} {by} {credential} {when}"
        case KeepTogether(blocks):
            for inner in blocks:
                yield from _texts(inner)
        case _:
            yield getattr(block, "text", "")


def test_the_chart_note_holds_every_answer_with_author_and_time() -> None:
    text = words(build_document(Paper.CHART_NOTE, view(consultation())))
    assert "The condition in words | Mechanical aortic valve since 2019 | FD 11/22/2026" in text
    assert "Is prophylaxis advised?" in text
    assert "12 minutes in all (Ada Samplemann 12)" in text
    assert "FD = Finn Deskwell" in text


def test_an_unsigned_note_is_a_draft_and_a_signed_one_is_not() -> None:
    d = consultation()
    for paper in (Paper.CHART_NOTE, Paper.ATTACHMENT):
        assert build_document(paper, view(d)).draft
        assert not build_document(paper, view(d, signed=True)).draft


def test_a_signed_note_with_open_items_says_how_many_and_is_no_draft() -> None:
    d = consultation()
    missing = len(list(d.state.open_items))
    document = build_document(Paper.CHART_NOTE, view(d, signed=True))
    assert f"Signed with {missing} open items." in words(document)
    assert "Treating dentist Ada Samplemann DDS 11/22/2026 10:00 AM" in words(document)


def test_the_attachment_says_what_this_claim_needs() -> None:
    text = words(build_document(Paper.ATTACHMENT, view(consultation())))
    assert "Payer: Example Dental Plan" in text
    assert "Member id: EX0001042" in text
    assert "Dentist's NPI: 1234567893" in text
    assert "Only the cardiologist could judge the risk." in text
    assert "Reply letter" in text
    assert "facts asked for this claim by the D9311 guide, version 1, are given" in text


def test_the_attachment_keeps_the_offices_own_business_to_itself() -> None:
    d = consultation()
    d.set_answer("outcome_eob_date", "11/20/2026")
    d.set_answer("outcome_eob_reason", "PRINTED REASON OF THE PAYER")
    text = words(build_document(Paper.ATTACHMENT, view(d)))
    assert "PRINTED REASON" not in text
    assert "Bill this?" not in text


def test_a_hidden_answer_is_in_no_document() -> None:
    d = consultation()
    d.set_answer("advice", "HIDDEN ADVICE")
    d.set_answer("consultations/r1/state", "sent")
    assert "advice" in d.state.hidden
    for paper in papers_of("D9311"):
        assert "HIDDEN ADVICE" not in words(build_document(paper, view(d)))


def test_the_request_asks_numbered_questions_and_can_be_answered_with_a_pen() -> None:
    text = words(build_document(Paper.REQUEST, view(consultation())))
    assert "To: Lena Cardwell, MD" in text
    assert "Please fax this page back to 614-555-0109." in text
    assert "Is there a limit to epinephrine?" in text
    assert "I would like to see the patient first" in text
    assert "Medical professional" in text
    assert "clearance" not in text.casefold()


def test_an_answered_warning_is_printed_with_its_reason() -> None:
    d = consultation()
    d.set_answer("other_codes", "D0140")
    warned = next(
        item.id for item in d.state.open_items if item.requirement.startswith("D9311-C11")
    )
    d.answer_warning(warned, "Exam of another quadrant, agreed by the payer")
    text = words(build_document(Paper.CHART_NOTE, view(d)))
    assert "Reason given: Exam of another quadrant, agreed by the payer" in text


def test_licensed_wording_of_the_practice_takes_the_place_of_our_title() -> None:
    d = consultation(practice__nomenclature=Text("wording typed in by the practice"))
    document = build_document(Paper.CHART_NOTE, view(d))
    assert "D9311 wording typed in by the practice" in words(document)


def test_the_files_properties_name_no_patient() -> None:
    for paper in papers_of("D9311"):
        document = build_document(paper, view(consultation()))
        listed = (document.title, document.subject, document.author)
        assert not any("Testwell" in text for text in listed)


def test_a_consultation_alone_has_a_request() -> None:
    assert Paper.REQUEST not in papers_of("D9997")


def test_characters_without_a_font_are_reported_by_code() -> None:
    assert unprintable_words(()) == ""
    assert "U+1F600" in unprintable_words(("\U0001f600",))
