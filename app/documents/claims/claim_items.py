"""What a note knows for a dental claim, item by item of the form; sheet and page show it.

Numbers of the ADA Dental Claim Form, version 2024, and our own short words: none of its wording.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.claims.claim_fragments import bears_number, quantity
from app.documents.narrative.narrative import REMARKS, SHORT_REMARKS, Limit, fit
from app.documents.notes.note_view import NoteView
from app.documents.notes.since_signing import told_for
from app.domain.guides.answers import Diagnoses, Money, NotGiven
from app.domain.packs.channel import Channel

UNKNOWN = "not known here"
"""What the program keeps no answer for: staff look it up in the practice system."""

NOT_GIVEN = "not given"
"""What the note or a record could say and does not yet."""

EMPTY = "usually left empty"


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """One item of the form: its number, our words for it, the value or why there is none."""

    number: str
    words: str
    value: str
    why_empty: str = ""

    @property
    def shown(self) -> str:
        """The value, or why there is none."""
        return self.value or self.why_empty


@dataclass(frozen=True, slots=True)
class ClaimPart:
    """Items that stand together on the form, under our own title."""

    title: str
    items: tuple[ClaimItem, ...]


def parts(
    view: NoteView, channel: Channel | None = None, number: str = ""
) -> tuple[ClaimPart, ...]:
    """Every item with its value, in the order of the form.

    The channel says whether the attachment number stands first in the remarks, and whether
    something is enclosed.
    """
    number = number if bears_number(channel) else ""
    return (
        ClaimPart("Claim and payer", (*_claim(view), *_payer(view))),
        *_other_coverage(view),
        ClaimPart("Subscriber", tuple(_subscriber(view))),
        ClaimPart("Patient", tuple(_patient(view))),
        ClaimPart("Service", tuple(_service(view))),
        ClaimPart("Diagnoses and remarks", tuple(_remarks(view, channel, number))),
        ClaimPart("Signatures and enclosures", tuple(_permissions(view, channel))),
        ClaimPart("Billing", tuple(_billing(view))),
        ClaimPart("Treating dentist", tuple(_treating(view))),
    )


def _item(number: str, words: str, value: str, why_empty: str = NOT_GIVEN) -> ClaimItem:
    return ClaimItem(number, words, value, "" if value else why_empty)


def _claim(view: NoteView) -> Iterator[ClaimItem]:
    epsdt = " EPSDT or Title XIX: yes." if view.known("patient.epsdt") == "Yes" else ""
    yield _item("1", "Kind of claim", f"Services already done.{epsdt}")
    numbers = (
        ("Estimate", _given(view, "predetermination_number")),
        ("Authorization", _given(view, "authorization_number")),
    )
    given = [(words, value) for words, value in numbers if value]
    for words, value in given or [("Approval", "")]:
        yield _item("2", words, value, "none")


def _payer(view: NoteView) -> Iterator[ClaimItem]:
    yield _item("3", "Payer", view.first_coverage("payer"))
    yield _item("3", "Payer’s address", "", UNKNOWN)
    yield _item("3a", "Payer id", view.first_coverage("payer_id"))
    if _second_coverage(view) is None:
        yield _item("4-11a", "Other payer", "", "none known")


def _second_coverage(view: NoteView) -> str | None:
    """The row of the coverage beside the claim's own, if there is one."""
    return next(iter(view.facts.rows("coverages")[1:]), None)


def _other_coverage(view: NoteView) -> Iterator[ClaimPart]:
    if row := _second_coverage(view):
        yield ClaimPart("Other coverage", tuple(_coverage_items(view, row)))


def _coverage_items(view: NoteView, row: str) -> Iterator[ClaimItem]:
    def second(name: str) -> str:
        return view.known(f"coverages/{row}/{name}")

    yield _item("4", "Dental or medical", "", UNKNOWN)
    yield _item("5", "Subscriber", second("subscriber"))
    yield _item("6", "Date of birth", second("subscriber_birth_date"))
    yield _item("7", "Gender", "", UNKNOWN)
    yield _item("8", "Member id", second("member_id"))
    yield _item("9", "Group number", second("group_number"))
    yield _item("10", "Patient is", second("relationship").capitalize())
    yield _item("11", "Payer", second("payer"))
    yield _item("11a", "Payer id", second("payer_id"))


def _subscriber(view: NoteView) -> Iterator[ClaimItem]:
    address = view.known("patient.address") if _is_subscriber(view) else ""
    yield _item("12", "Name", view.first_coverage("subscriber"))
    yield _item("12", "Address", address, UNKNOWN)
    yield _item("13", "Date of birth", view.first_coverage("subscriber_birth_date"))
    yield _item("14", "Gender", "", UNKNOWN)
    yield _item("15", "Member id", view.first_coverage("member_id"))
    yield _item("16", "Group number", view.first_coverage("group_number"))
    yield _item("17", "Employer", "", UNKNOWN)


def _patient(view: NoteView) -> Iterator[ClaimItem]:
    yield _item("18", "Patient is", view.first_coverage("relationship").capitalize())
    yield _item("20", "Name", view.known("patient.name"))
    yield _item("20", "Address", view.known("patient.address"))
    yield _item("21", "Date of birth", view.known("patient.birth_date"))
    yield _item("22", "Gender", "", UNKNOWN)
    yield _item("23", "Chart number", view.known("patient.chart_number"), "none")


def _service(view: NoteView) -> Iterator[ClaimItem]:
    fee = _fee(view)
    yield _item("24", "Date of service", view.says("date_of_service"))
    yield _item("25-28", "Area, teeth", "", EMPTY)
    yield _item("29", "Procedure code", view.note.code)
    yield _item("29a", "Diagnoses", _letters(view), "none")
    yield _item("29b", "Quantity", quantity(view).zfill(2))
    yield _item("30", "Description", _description(view), "from your code book")
    yield _item("31", "Full fee", fee)
    yield _item("31a", "Other fees", "", UNKNOWN)
    yield _item("32", "Total", "", "the sum of the claim")
    yield _item("33", "Missing teeth", "", UNKNOWN)


def _remarks(view: NoteView, channel: Channel | None, number: str) -> Iterator[ClaimItem]:
    answer = view.answer("diagnoses")
    codes = answer.values if isinstance(answer, Diagnoses) else ()
    yield _item("34", "Code list", "AB" if codes else "", "none")
    for letter, each in zip("ABCD", codes, strict=False):
        yield _item(f"34a {letter}", each.title, each.code)
    lead = number if channel and channel.narrative.number_counts else ""
    for limit in (REMARKS, SHORT_REMARKS):
        yield _item("35", f"Remarks ({limit.name})", _told(view, limit, lead))


def _permissions(view: NoteView, channel: Channel | None) -> Iterator[ClaimItem]:
    enclosed = bears_number(channel)
    yield _item("36", "Release", _on_file(view, "patient.release_on_file"))
    yield _item("37", "Assignment", _on_file(view, "patient.assignment_on_file"))
    place = view.says("place_of_service") or view.known("practice.place_of_service")
    yield _item("38", "Treated at", place)
    yield _item("39", "Enclosures", "Y" if enclosed else "N")
    yield _item("39a-47", "Other treatment", "", EMPTY)


def _billing(view: NoteView) -> Iterator[ClaimItem]:
    yield _item("48", "Billing entity", view.known("practice.name"))
    yield _item("48", "Address", view.known("practice.address"))
    yield _item("49", "NPI (type 2)", view.known("practice.npi"))
    yield _item("50", "License", "", UNKNOWN)
    yield _item("51", "Tax id", view.known("practice.tin"))
    yield _item("52", "Phone", view.known("practice.phone"))
    yield _item("52a", "Payer’s number", "", UNKNOWN)


def _treating(view: NoteView) -> Iterator[ClaimItem]:
    signed = view.note.signature
    by_dentist = signed is not None and signed.by == view.note.treating_id
    when = f", note signed {view.moment(signed.at)}" if signed and by_dentist else ""
    name = view.known("treating.name")
    yield _item("53", "Signs the claim", f"{name}{when}" if name else "")
    yield _item("53a", "Stand-in", "", UNKNOWN)
    yield _item("54", "NPI (type 1)", view.known("treating.npi"))
    yield _item("55", "License", view.known("treating.license"))
    yield _item("56", "Treated at", view.known("practice.address"))
    yield _item("56a", "Specialty", view.known("treating.taxonomy"))
    yield _item("57", "Phone", view.known("practice.phone"))
    yield _item("58", "Payer’s number", "", UNKNOWN)


def _is_subscriber(view: NoteView) -> bool:
    return view.first_coverage("relationship") == "self"


def _given(view: NoteView, path: str) -> str:
    return "" if isinstance(view.answer(path), NotGiven) else view.says(path)


def _fee(view: NoteView) -> str:
    answer = view.answer("fee")
    return f"{answer.value:.2f}" if isinstance(answer, Money) else ""


def _letters(view: NoteView) -> str:
    answer = view.answer("diagnoses")
    return "ABCD"[: len(answer.values)] if isinstance(answer, Diagnoses) else ""


def _description(view: NoteView) -> str:
    """The practice's own licensed wording; ours is no description a payer knows."""
    return view.known("practice.nomenclature")


def _told(view: NoteView, limit: Limit, lead: str) -> str:
    return fit(told_for(view), limit, lead).text


def _on_file(view: NoteView, name: str) -> str:
    since = view.known(name)
    return f"Signature on file since {since}" if since else ""
