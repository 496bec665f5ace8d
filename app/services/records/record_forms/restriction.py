"""The form of a restriction: nothing of some services goes to a plan."""

from collections.abc import Iterable

from app.domain.guides.condition import Answered
from app.domain.guides.guide import Field, FieldKind, Option, Requirement, Section
from app.domain.requests.restriction import Restriction
from app.services.records.record_forms import parts as p
from app.services.records.record_forms.form import FormProblem, RecordForm


def restriction_form(payers: Iterable[str]) -> RecordForm[Restriction]:
    """The form; `payers` are those of the patient's coverages, and the restriction's own."""
    options = tuple(Option(payer, payer) for payer in dict.fromkeys(payers) if payer)
    guide = p.record_guide("restriction", "Restriction", (_section(options),), _rules())
    return RecordForm(guide, Restriction, judge=_judge)


def _judge(restriction: Restriction) -> tuple[FormProblem, ...]:
    """One that ends before it begins would read as in force and hold nothing back."""
    if restriction.until is None or restriction.until >= restriction.since:
        return ()
    words = "That is before the first date of service, so nothing would be covered. Mend one day."
    return (FormProblem("until", words),)


def _section(payers: tuple[Option, ...]) -> Section:
    return Section(
        "restriction",
        "Restriction",
        (
            Field("asked_on", FieldKind.DATE, "Asked for on", "Example: t", default="today"),
            *p.choice_if_any("payer", "Which payer hears nothing", payers, "None: every plan."),
            Field("since", FieldKind.DATE, "Services from", "Example: t", default="today"),
            p.date("until", "Services through", "Empty: until it ends."),
            Field("services", FieldKind.LONG_TEXT, "Which services, in words"),
            p.date("paid_on", "Paid in full on", "It holds already while this is empty."),
            p.text("recorded_by", "Taken down by", directory="staff"),
            p.date("ended_on", "Ended on", "Only with a reason."),
            Field("ended_because", FieldKind.LONG_TEXT, "Ended because"),
        ),
    )


def _rules() -> tuple[Requirement, ...]:
    return (
        p.asks("asked_on", "Type the day it was asked for.", "It holds from then on."),
        p.asks("since", "Type the first date of service.", "It covers services from then on."),
        p.asks(
            "paid_on",
            "Type when it was paid in full.",
            "The right rests on it (45 CFR 164.522(a)(1)(vi), general knowledge).",
        ),
        p.asks(
            "ended_because",
            "Say why it ended.",
            "Without a reason it goes on.",
            when=Answered("ended_on"),
        ),
    )
