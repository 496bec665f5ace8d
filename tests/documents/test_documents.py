"""What the documents of a note say, and what they must never say."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from rpds import HashTrieMap

from app.documents.blocks import (
    DRAFT,
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
from app.domain.guides.answers import Text
from app.domain.notes.note import Entry
from app.guides.cards import read_card
from app.rules.compiled import CompiledGuide
from app.services.notes.draft import Draft
from app.services.printing.printing import (
    Desk,
    Paper,
    build_document,
    papers_of,
    unprintable_words,
    view_note,
)
from tests.documents.notes.note_views import PEOPLE, consultation, guide, view
from tests.small_guide import NOW, reader


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
        assert build_document(paper, view(d)).mark == DRAFT
        assert build_document(paper, view(d, signed=True)).mark is None


def test_a_signed_note_with_open_items_says_how_many_and_is_no_draft() -> None:
    d = consultation()
    missing = len(list(d.state.open_items))
    document = build_document(Paper.CHART_NOTE, view(d, signed=True))
    assert f"Signed with {missing} open items." in words(document)
    assert "Treating dentist Ada Samplemann DDS 11/22/2026 10:00 AM" in words(document)


def test_only_the_treating_dentist_signs_as_such() -> None:
    shown = view(consultation(), signed=True)
    by_another = replace(shown, note=replace(shown.note, treating_id="somebody-else"))
    for paper in (Paper.CHART_NOTE, Paper.ATTACHMENT):
        assert "Treating dentist Ada Samplemann DDS" in words(build_document(paper, shown))
        text = words(build_document(paper, by_another))
        assert "For the practice Ada Samplemann DDS" in text
        assert "Treating dentist Ada Samplemann DDS" not in text


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


def test_of_a_row_the_latest_entry_is_told_in_whatever_order_they_were_kept() -> None:
    d = consultation()
    row = "consultations/r1"
    later = [(f"{row}/name", "d1", HOUR), (f"{row}/phone", "a1", HOUR)]
    told = set()
    for order in (later, later[::-1]):
        entries = HashTrieMap({path: Entry(by, NOW + after) for path, by, after in order})
        note = replace(d.note, content=replace(d.note.content, entries=entries))
        told.add(view_note(note, d.guide, d.known, Desk(PEOPLE, dt.UTC), NOW).entered[row])
    assert told == {Entry("d1", NOW + HOUR)}


def test_a_hidden_answer_is_in_no_document() -> None:
    d = consultation()
    d.set_answer("advice", "HIDDEN ADVICE")
    d.set_answer("consultations/r1/state", "sent")
    assert "advice" in d.state.hidden
    entries = d.content.entries.insert("advice", Entry("d1", NOW + HOUR))
    note = replace(d.note, code="D9311", content=replace(d.content, entries=entries))
    shown = view_note(note, d.guide, d.known, Desk(PEOPLE, dt.UTC), NOW)
    for paper in papers_of("D9311"):
        text = words(build_document(paper, shown))
        assert "HIDDEN ADVICE" not in text
        assert "AS = Ada Samplemann" not in text  # who entered nothing but what is hidden


def test_the_request_asks_numbered_questions_and_can_be_answered_with_a_pen() -> None:
    text = words(build_document(Paper.REQUEST, view(consultation())))
    assert "To: Lena Cardwell, MD" in text
    assert "Please fax this page back to 614-555-0109." in text
    assert "Is there a limit to epinephrine?" in text
    assert "I would like to see the patient first" in text
    assert "Medical professional" in text
    assert "clearance" not in text.casefold()


def test_the_request_goes_to_whom_an_answer_is_awaited_from() -> None:
    d = consultation()
    d.add_row("consultations")
    d.set_answer("consultations/r2/name", "Omar Exampleton")
    d.set_answer("consultations/r2/state", "to_send")
    text = words(build_document(Paper.REQUEST, view(d)))
    assert "To: Omar Exampleton" in text
    assert "Lena Cardwell" not in text


def test_an_answered_warning_is_printed_with_its_reason() -> None:
    d = consultation()
    d.set_answer("other_codes", "D0140")
    warned = next(
        item.id for item in d.state.open_items if item.requirement.startswith("D9311-C11")
    )
    d.answer_warning(warned, "Exam of another quadrant, agreed by the payer")
    text = words(build_document(Paper.CHART_NOTE, view(d)))
    assert "Reason given: Exam of another quadrant, agreed by the payer" in text


def test_a_reason_is_not_printed_once_its_warning_is_gone() -> None:
    d = consultation()
    d.set_answer("other_codes", "D0140")
    d.answer_warning("D9311-C11-exam", "REASON FOR AN EXAM")
    d.answer_warning("D9311-C9-departs", "REASON FOR A FACT THAT IS NO WARNING")
    d.set_answer("other_codes", "D4341")
    text = words(build_document(Paper.CHART_NOTE, view(d)))
    assert "REASON" not in text
    d.set_answer("other_codes", "D0140")
    assert "REASON FOR AN EXAM" in words(build_document(Paper.CHART_NOTE, view(d)))


HOUR = dt.timedelta(hours=1)

CARD = """\
id: example-mutual
payer: Example Mutual Dental
sources:
  P1: {title: Manual, checked: 2026-11-22}
codes:
  D9311:
    source: P1
    requires:
      - id: CARD-D9311-history
        check: required
        field: history_on
        needed_for: [payer]
        say: Give the date of the history.
        because: This payer asks.
        source: P1
"""


def test_what_a_payer_card_asks_is_counted_and_printed() -> None:
    loaded, problems = read_card(CARD, "card.yaml", {"D9311": guide("D9311")})
    assert loaded is not None, problems
    d = consultation(card__payer=Text("Example Mutual Dental"))
    with_card = CompiledGuide(d.guide.guide, loaded.requires["D9311"], loaded.sources)
    own = Draft(d.note, with_card, d.known, reader(), lambda: NOW, "a1")
    own.set_answer("history_review", "unchanged")
    before, plain = view(own).claim, view(d).claim
    assert before.asked == plain.asked + 1
    assert set(before.open) - set(plain.open) == {"Give the date of the history."}
    own.set_answer("history_on", "10/12/2026")
    assert len(view(own).claim.open) == len(before.open) - 1
    printed = words(build_document(Paper.ATTACHMENT, view(own)))
    assert "Date of the history: 10/12/2026" in printed
    d.set_answer("history_review", "unchanged")
    d.set_answer("history_on", "10/12/2026")
    assert "Date of the history" not in words(build_document(Paper.ATTACHMENT, view(d)))


def test_the_attachment_of_a_note_for_the_chart_boasts_of_nothing() -> None:
    d = consultation()
    d.set_answer("billing", "chart_only")
    text = words(build_document(Paper.ATTACHMENT, view(d)))
    assert "This note stays in the chart only: no claim is made of it." in text
    assert "are given" not in text


def test_a_payer_is_told_no_list_of_drugs_allergies_or_lab_values() -> None:
    d = consultation()
    d.add_row("drugs")
    d.set_answer("drugs/r1/drug", "NAMED DRUG")
    d.set_answer("allergies", "NAMED ALLERGY")
    d.add_row("labs")
    d.set_answer("labs/r1/test", "inr")
    d.set_answer("labs/r1/result", "NAMED VALUE")
    for_payer = words(build_document(Paper.ATTACHMENT, view(d)))
    for_chart = words(build_document(Paper.CHART_NOTE, view(d)))
    for_treatment = words(build_document(Paper.REQUEST, view(d)))
    for named in ("NAMED DRUG", "NAMED ALLERGY", "NAMED VALUE"):
        assert named not in for_payer
        assert named in for_chart
        assert named in for_treatment


def test_sensitive_answers_reach_the_chart_and_no_payer() -> None:
    d = consultation()
    d.set_answer("condition", "SENSITIVE CONDITION")
    shown = view(d)
    sections = tuple(
        replace(
            section,
            fields=tuple(
                replace(field, sensitive=field.path in ("condition", "consultations"))
                for field in section.fields
            ),
        )
        for section in shown.guide.sections
    )
    marked = replace(shown, guide=replace(shown.guide, sections=sections))
    for_payer = words(build_document(Paper.ATTACHMENT, marked))
    for_chart = words(build_document(Paper.CHART_NOTE, marked))
    for secret in ("SENSITIVE CONDITION", "Lena Cardwell"):
        assert secret not in for_payer
        assert for_chart.count(secret) == 2  # as a fact, and in the narrative
    assert "medical advice was needed because of a cardiac condition" in for_payer


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
