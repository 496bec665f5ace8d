"""The forms of the practice and of the people in its directory."""

from collections.abc import Mapping, Sequence

from app.domain.guides.condition import AllOf, Answered, FieldIn, Not
from app.domain.guides.guide import Field, FieldKind, Option, Requirement, Section
from app.domain.practice.people import (
    CONTROL_FORMAT,
    LICENSED,
    MOST_LATE_HOURS,
    Practice,
    Professional,
    StaffMember,
    StaffRole,
)
from app.services.records.record_forms import parts as p
from app.services.records.record_forms.form import Plain, RecordForm

NOMENCLATURE_NOTICE = (
    "CDT codes and their wording are © American Dental Association. Chartproof ships none of that "
    "text: type the wording here from the code book your practice is licensed for, or leave it "
    "empty. Chartproof’s own short words stand in its place."
)

LATE_NOTICE = (
    "What is entered into a draft that nobody saved for so long is marked as late, with who, when"
    " and why. 48 hours are general practice, no law’s number: a state may ask otherwise."
)

ROLES = tuple(Option(role.value, role.value.replace("_", " ").capitalize()) for role in StaffRole)

_FORM_HELP = (
    "Capitals, digits, hyphens, and blanks: {prefix}, {date}, and {serial} or {note}."
    " {prefix}-{serial} gives CP-00042."
)

_PAPERS = (Option("letter", "US Letter"), Option("a4", "A4"))


def practice_form(
    codes: Mapping[str, str], dentists: Sequence[StaffMember]
) -> RecordForm[Practice]:
    """The form; `codes` are the procedure codes with guides, and our own words for them."""
    sections = (
        Section("entity", "Billing entity", _entity()),
        Section("address", "Address", p.address()),
        Section("habits", "Claims and paper", _habits(dentists)),
        Section("drafts", "Late entries", _late_entries(), intro=LATE_NOTICE),
        Section(
            "fees",
            "Fees",
            tuple(
                Field(f"fees.{code}", FieldKind.MONEY, f"{code}: {words}", "Your full fee.")
                for code, words in codes.items()
            ),
        ),
        Section(
            "nomenclature",
            "Licensed wording",
            tuple(
                Field(f"nomenclature.{code}", FieldKind.LONG_TEXT, f"Wording of {code}")
                for code in codes
            ),
            intro=NOMENCLATURE_NOTICE,
        ),
    )
    guide = p.record_guide(
        "practice", "Practice", sections, _practice_rules(), templates=("control_format",)
    )
    return RecordForm(guide, Practice)


def _entity() -> tuple[Field, ...]:
    return (
        p.text("name", "Name of the billing entity", "As the payers have it on file."),
        p.npi("npi", "Billing NPI (type 2)", "The organization’s, not a dentist’s own."),
        p.text("tin", "Tax id", "Example: 12-3456789"),
        p.phone("phone", "Phone"),
        p.phone("fax", "Fax"),
    )


def _habits(dentists: Sequence[StaffMember]) -> tuple[Field, ...]:
    return (
        *p.choice_if_any("treating", "Treating dentist of a new note", people_options(dentists)),
        p.text("place_of_service", "Place of service", "Two digits; 11 is an office."),
        p.choice("paper", "Paper", _PAPERS),
        p.text(
            "control_prefix",
            "Attachment numbers begin with",
            "Up to eight capital letters and digits, such as CP.",
        ),
        p.text("control_format", "Form of attachment numbers", _FORM_HELP),
    )


def _late_entries() -> tuple[Field, ...]:
    words = f"Whole hours, from 1 to {MOST_LATE_HOURS}."
    return (Field("late_after_hours", FieldKind.NUMBER, "Hours until entries are late", words),)


def _practice_rules() -> tuple[Requirement, ...]:
    printed = "It is printed on every claim attachment."
    return (
        p.asks("name", "Type the name of the billing entity.", printed),
        p.asks(
            "npi",
            "Type the billing NPI.",
            "A claim with no billing NPI is rejected before anybody reads it.",
        ),
        p.asks("tin", "Type the tax id.", "Payers pay to the tax id."),
        p.matches(
            "tin",
            r"\d{2}-?\d{7}|\d{3}-\d{2}-\d{4}",
            "Check the tax id: it has nine digits.",
            "Payers pay to the tax id.",
        ),
        p.asks("address.street", "Type the address.", printed),
        p.asks("phone", "Type the phone number.", "Reviewers call back."),
        p.asks("treating", "Pick the treating dentist.", "A new note starts with this dentist."),
        p.matches(
            "control_format",
            CONTROL_FORMAT.strip("^$"),
            "Check the form of attachment numbers: use capitals, digits, hyphens, {prefix}, {date},"
            " and either {serial} or {note}.",
            "Every number is formed by it, and none is given out twice.",
        ),
        p.matches(
            "place_of_service",
            r"\d{2}",
            "Check the place of service: it has two digits.",
            "11 is an office, 12 the patient’s home (CMS place of service codes).",
        ),
    )


def staff_form(dentists: Sequence[StaffMember]) -> RecordForm[StaffMember]:
    """The form of somebody who works here."""
    section = Section(
        "staff",
        "Staff",
        (
            *p.name_fields(),
            p.choice("role", "Role", ROLES, "What notes call them."),
            Field(
                "more_roles",
                FieldKind.CHOICES,
                "Also works as",
                "Roles decide who may sign, see money, and change cards, people and the practice.",
                ROLES,
            ),
            p.text("credential", "Credential", "Example: DDS, RDH, RDA"),
            p.text("training", "Training on file", "Example: care coordination certificate, 2025"),
            p.npi("npi", "NPI (type 1)", "Dentists need one."),
            p.text("license", "License number"),
            p.text("taxonomy", "Taxonomy code", "Example: 122300000X"),
            *p.choice_if_any(
                "supervisor",
                "Supervising dentist",
                people_options(dentists),
                "For everybody without a license of their own.",
            ),
        ),
    )
    guide = p.record_guide("staff", "Staff", (section,), _staff_rules())
    once = _each_role_once
    return RecordForm(guide, StaffMember, once, once, beside=("more_roles", "role"))


def _each_role_once(plain: Plain) -> Plain:
    """The main role is none of the others: it would stay where somebody changes it."""
    if others := plain.get("more_roles"):
        plain["more_roles"] = tuple(each for each in others if each != plain.get("role"))
    return plain


def _staff_rules() -> tuple[Requirement, ...]:
    dentist = FieldIn("role", frozenset({StaffRole.DENTIST.value}))
    unlicensed = FieldIn("role", frozenset(StaffRole) - LICENSED)
    trusted = "Payers ask what qualifies somebody who coordinates care."
    return (
        *p.name_rules("person’s"),
        p.asks("role", "Pick the role.", "It decides who needs a license or a supervisor."),
        p.asks(
            "npi", "Type the dentist’s NPI.", "The claim names the dentist by it.", when=dentist
        ),
        p.asks("license", "Type the license number.", "The claim asks for it.", when=dentist),
        p.asks(
            "training",
            "Name a credential, or the training on file.",
            trusted,
            when=AllOf((unlicensed, Not(Answered("credential")))),
        ),
        p.asks(
            "supervisor",
            "Pick the supervising dentist.",
            "Work of unlicensed staff counts under a dentist’s direct supervision.",
            when=unlicensed,
        ),
    )


def professional_form() -> RecordForm[Professional]:
    """The form of a medical professional whom dentists consult."""
    section = Section(
        "professional",
        "Medical professional",
        (
            *p.name_fields(),
            p.text("credential", "Credential", "Example: MD, DO, NP"),
            p.text("specialty", "Specialty"),
            p.text("organization", "Practice or hospital"),
            p.npi("npi", "NPI (type 1)", "Public; invited, never required."),
            p.phone("phone", "Phone"),
            p.phone("fax", "Fax"),
        ),
    )
    rules = (
        *p.name_rules("professional’s"),
        p.asks("credential", "Type the credential.", "Reviewers look for a clinician’s answer."),
        p.asks("specialty", "Type the specialty.", "It shows why this person was asked."),
    )
    guide = p.record_guide("professional", "Medical professional", (section,), rules)
    return RecordForm(guide, Professional)


def people_options(people: Sequence[StaffMember]) -> tuple[Option, ...]:
    """People to choose from, by id; who no longer works here says so."""
    return tuple(
        Option(each.id, each.name.full if each.active else f"{each.name.full} (left)")
        for each in people
    )
