"""The form of a patient: name, address, representatives, signatures, up to three coverages."""

from collections.abc import Sequence

from app.domain.guides.condition import Answered, FieldIn
from app.domain.guides.guide import Field, FieldKind, Option, Requirement, Section
from app.domain.payers.payer import PayerCard
from app.domain.practice.people import Patient, PayerType, PersonName
from app.services.records.record_forms import parts as p
from app.services.records.record_forms.form import Plain, RecordForm

PAYER_TYPES = (
    Option(PayerType.COMMERCIAL_INSURED, "Commercial, insured"),
    Option(PayerType.SELF_FUNDED, "Commercial, self-funded by an employer"),
    Option(PayerType.MEDICAID_FFS, "Medicaid, fee for service"),
    Option(PayerType.MEDICAID_MANAGED, "Medicaid, managed care"),
    Option(PayerType.MEDICARE_ADVANTAGE, "Medicare Advantage"),
    Option(PayerType.CHIP, "CHIP"),
    Option(PayerType.OTHER, "Other"),
)

RELATIONSHIPS = (
    Option("self", "Self"),
    Option("spouse", "Spouse"),
    Option("child", "Child"),
    Option("other", "Other"),
)

NETWORKS = (
    Option("in", "In network"),
    Option("out", "Out of network"),
    Option("unknown", "Network not known"),
)

_OTHERS = FieldIn("coverages/relationship", frozenset({"spouse", "child", "other"}))


def patient_form(
    cards: Sequence[PayerCard] = (), patient: Patient | None = None
) -> RecordForm[Patient]:
    """The form, with the payer cards to choose from: the practice's, and those already chosen.

    The sections `checks`, `documents`, `notes`, `claims`, `packs`, `rights` and `left` have no
    fields: the page shows records of their own there.
    """
    names = {each.payer_card: each.payer_card for each in patient.coverages} if patient else {}
    names |= {card.id: card.payer for card in cards}
    options = tuple(Option(card_id, name) for card_id, name in names.items() if card_id)
    guide = p.record_guide("patient", "Patient", _sections(options), _rules())
    return RecordForm(guide, Patient, out_of=_out_of)


def _sections(cards: tuple[Option, ...]) -> tuple[Section, ...]:
    return (
        Section(
            "identity",
            "Patient",
            (
                *p.name_fields(),
                p.date("birth_date", "Date of birth", "Example: 4/2/1958"),
                p.text("chart_number", "Chart number", "As in the practice system."),
                p.text("language", "Language", "The one to speak with the patient."),
                p.phone("phone", "Phone"),
            ),
        ),
        Section("address", "Address", p.address()),
        Section("representatives", "Representatives", (_representatives(),)),
        Section(
            "signatures",
            "On file",
            (
                p.date("release_on_file", "Release of information signed on"),
                p.date("assignment_on_file", "Assignment of benefits signed on"),
                p.yes_no("epsdt", "EPSDT", "Medicaid’s benefit for people under 21."),
            ),
        ),
        Section("coverages", "Coverages", (_coverages(cards),)),
        Section("checks", "Benefit checks", (), "Newest first. Fill one in while you call."),
        Section(
            "authorizations",
            "Authorizations",
            (),
            "An estimate promises nothing; a prior authorization is a condition of payment.",
        ),
        Section("documents", "Documents", ()),
        Section("notes", "Notes", ()),
        Section("claims", "Claims", ()),
        Section("packs", "Packs", ()),
        Section("rights", "Requests and restrictions", ()),
        Section("left", "What left the office", ()),
    )


def _representatives() -> Field:
    return Field(
        "representatives",
        FieldKind.TABLE,
        "Parents, guardians and others who speak for the patient",
        "Needed for a minor or a ward. The first one is asked and printed.",
        row_name="Representative",
        fields=(
            p.text("representatives/name", "Full name"),
            p.text("representatives/relation", "Relation to the patient", "Example: mother"),
            p.text(
                "representatives/authority",
                "By what authority",
                "Example: parent, legal guardian, power of attorney",
            ),
            p.text("representatives/language", "Language"),
            p.phone("representatives/phone", "Phone"),
        ),
    )


def _coverages(cards: tuple[Option, ...]) -> Field:
    return Field(
        "coverages",
        FieldKind.TABLE,
        "Who pays, in the order they are billed",
        "Up to three. The first is the primary; Ctrl+Up and Ctrl+Down move one.",
        row_name="Coverage",
        fields=(
            p.text("coverages/payer", "Payer"),
            p.choice("coverages/payer_type", "Kind of payer", PAYER_TYPES),
            p.text("coverages/plan", "Plan"),
            p.text("coverages/payer_id", "Payer id", "The five characters claims are sent to."),
            p.text("coverages/group_number", "Group number"),
            p.text("coverages/member_id", "Member id"),
            p.choice("coverages/relationship", "The patient is the subscriber’s", RELATIONSHIPS),
            p.choice("coverages/network", "The dentist is", NETWORKS),
            p.text("coverages/subscriber", "Subscriber", show_when=_OTHERS),
            Field(
                "coverages/subscriber_birth_date",
                FieldKind.DATE,
                "Subscriber’s date of birth",
                "Example: 4/2/1958",
                show_when=_OTHERS,
            ),
            p.text(
                "coverages/order_reason",
                "Why in this order",
                "With two or more. Example: birthday rule, court order",
            ),
            *p.choice_if_any(
                "coverages/payer_card",
                "Payer card",
                cards,
                "What this payer wants. Without a choice the card of the same payer’s name holds.",
            ),
        ),
    )


def _rules() -> tuple[Requirement, ...]:
    payer = Answered("coverages/payer")
    return (
        *p.name_rules("patient’s"),
        p.asks("birth_date", "Type the date of birth.", "Payers find the patient by it."),
        p.not_later_than_today(
            "birth_date",
            "Check the date of birth: it lies in the future.",
            "A payer refuses a claim for somebody not born yet.",
        ),
        *(
            p.not_later_than_today(
                field,
                "Check the date: it lies in the future. Type the year too.",
                "A claim says since when the signature is on file.",
            )
            for field in ("release_on_file", "assignment_on_file")
        ),
        p.asks(
            "representatives/name",
            "Type the representative’s name.",
            "A signature counts only with the name of who signed.",
        ),
        p.asks(
            "representatives/authority",
            "Say by what authority this person speaks for the patient.",
            "Consent and sharing rest on it.",
        ),
        p.asks("coverages/payer", "Type who pays.", "Without a payer there is no coverage."),
        p.asks(
            "coverages/payer_type",
            "Pick the kind of payer.",
            "Appeal deadlines and billing rules differ by it.",
            when=payer,
        ),
        p.asks(
            "coverages/member_id",
            "Type the member id.",
            "A claim without it is rejected before anybody reads it.",
            when=payer,
        ),
        p.asks(
            "coverages/subscriber",
            "Type the subscriber’s name.",
            "The claim names the subscriber where it is not the patient.",
            when=_OTHERS,
        ),
    )


def _out_of(plain: Plain) -> Plain:
    """Number the coverages; who is insured by himself is his own subscriber, never asked twice."""
    name = plain.get("name") or {}
    whole = bool(name.get("given") and name.get("family"))
    for number, coverage in enumerate(plain.get("coverages", ()), start=1):
        coverage["order"] = number
        if coverage.get("relationship", "self") == "self" and whole:
            coverage["subscriber"] = PersonName.model_construct(**name).full
            coverage["subscriber_birth_date"] = plain.get("birth_date")
    return plain
