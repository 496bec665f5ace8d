"""The form of a request for records, in the order it is taken in, answered and closed."""

from app.domain.guides.condition import Answered, FieldIn
from app.domain.guides.guide import Field, FieldKind, Option, Requirement, Section, Severity
from app.domain.requests.record_request import RecordKind, RecordRequest
from app.services.records.record_forms import parts as p
from app.services.records.record_forms.form import Plain, RecordForm

ASKED_BY = (
    Option("patient", "The patient"),
    Option("representative", "Who speaks for the patient"),
    Option("authorized", "Somebody else, with an authorization"),
)
KINDS = tuple(Option(kind, kind.label) for kind in RecordKind)
FORMS = (
    Option("pdf", "One PDF file"),
    Option("files", "Single files in a folder, notes with their proofs"),
    Option("paper", "Paper"),
)
OUTCOMES = (
    Option("open", "Not answered yet"),
    Option("sent", "The records were given out"),
    Option("denied", "Denied in writing"),
    Option("withdrawn", "Withdrawn by who asked"),
)
WAYS = (
    Option("hand", "Handed over"),
    Option("mail", "Mail"),
    Option("portal", "Portal"),
    Option("email", "E-mail the patient agreed to"),
    Option("fax", "Fax"),
    Option("other", "Another way"),
)

NOT_PATIENT = FieldIn("asked_by", frozenset({"representative", "authorized"}))
_SENT = FieldIn("outcome", frozenset({"sent"}))
_DENIED = FieldIn("outcome", frozenset({"denied"}))
_ENDED = FieldIn("outcome", frozenset({"sent", "denied", "withdrawn"}))


def record_request_form() -> RecordForm[RecordRequest]:
    """The form; what its fields hold is `RecordRequest`."""
    guide = p.record_guide("record_request", "Request for records", _sections(), _rules())
    return RecordForm(guide, RecordRequest, out_of=without_empty_extension)


def without_empty_extension(plain: Plain) -> Plain:
    """An extension of which nothing is typed is none."""
    return {**plain, "extension": plain.get("extension") or None}


def extension_fields() -> tuple[Field, ...]:
    """What a request says of its one extension and of an earlier day."""
    return (
        p.date("extension.told_on", "Extension: told in writing on", "Once, and in time."),
        p.text("extension.reason", "Extension: why"),
        p.date("due_sooner", "Due earlier, on", "Where state law or a promise says so."),
    )


def extension_rule() -> Requirement:
    """Who is told of an extension is told why."""
    told = Answered("extension.told_on")
    return p.asks(
        "extension.reason", "Say why it takes longer.", "The patient is told so.", when=told
    )


def asker_fields() -> tuple[Field, ...]:
    """Who asks."""
    return (
        p.choice("asked_by", "Who asks", ASKED_BY),
        p.text("asker", "Name of who asks", show_when=NOT_PATIENT),
        p.text(
            "authority",
            "By what authority",
            "Example: mother, power of attorney, authorization of 11/3/2026",
            show_when=NOT_PATIENT,
        ),
    )


def asker_rules() -> tuple[Requirement, ...]:
    """Somebody who is not the patient has a name and a right to ask."""
    because = "Records go to nobody whose right to them is not known."
    return (
        p.asks("asked_by", "Say who asks.", because),
        p.asks("asker", "Type the name of who asks.", because, when=NOT_PATIENT),
        p.asks("authority", "Say by what authority.", because, when=NOT_PATIENT),
        p.asks("received", "Type the day it came in.", "The time for an answer runs from it."),
        p.not_later_than_today(
            "received", "Check the day: it lies in the future.", "It cannot have come in yet."
        ),
    )


def _sections() -> tuple[Section, ...]:
    return (
        Section(
            "asked",
            "Request",
            (
                Field("received", FieldKind.DATE, "Came in on", "Example: t", default="today"),
                *asker_fields(),
                p.text("identity", "How it was checked who asks", "Example: driver’s license"),
                p.text("identity_by", "Checked by", directory="staff"),
                p.date("identity_on", "Checked on", "Example: t"),
                Field("kinds", FieldKind.CHOICES, "What is asked for", options=KINDS),
                p.date("since", "Services from", "Empty: from the beginning."),
                p.date("until", "Services through", "Empty: until today."),
                p.choice("form", "In which form", FORMS),
                *extension_fields(),
            ),
        ),
        Section("answered", "Answer", _answer()),
    )


def _answer() -> tuple[Field, ...]:
    return (
        p.choice("outcome", "What became of it", OUTCOMES),
        Field("ended_on", FieldKind.DATE, "On", "Example: t", show_when=_ENDED),
        Field("sent_by", FieldKind.CHOICE, "How", options=WAYS, show_when=_SENT),
        p.text("sent_to", "To whom or where", show_when=_SENT),
        Field(
            "fee",
            FieldKind.MONEY,
            "Fee",
            "What copying, postage and supplies cost, and no more.",
            show_when=_SENT,
        ),
        p.text("fee_basis", "How the fee was worked out", show_when=_SENT),
        Field(
            "denied_because",
            FieldKind.LONG_TEXT,
            "Why, as it was written to who asked",
            show_when=_DENIED,
        ),
        Field("remark", FieldKind.LONG_TEXT, "Remark"),
    )


def _rules() -> tuple[Requirement, ...]:
    return (
        *asker_rules(),
        p.asks("kinds", "Choose what is asked for.", "Only that is put together."),
        p.asks(
            "identity",
            "Say how it was checked who asks.",
            "Records in the wrong hands cannot be called back.",
        ),
        p.asks("ended_on", "Type the day.", "The request stays open without it.", when=_ENDED),
        p.asks("sent_by", "Say how the records went.", "A board asks for it.", when=_SENT),
        p.asks("denied_because", "Type why.", "A denial is in writing.", when=_DENIED),
        p.asks(
            "fee_basis",
            "Say how the fee was worked out.",
            "A fee may cover the cost of the copy and no more (45 CFR 164.524(c)(4)).",
            when=_SENT,
            severity=Severity.SILENT,
        ),
        extension_rule(),
    )
