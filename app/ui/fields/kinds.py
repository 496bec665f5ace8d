"""From a field's kind to its editor: the one table; forms, tables and dialogs make editors here."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from app.domain.guides.guide import Field, FieldKind
from app.ui.fields.chips import ChipsControl
from app.ui.fields.choice import choice_control
from app.ui.fields.control import Control
from app.ui.fields.date_control import DateControl
from app.ui.fields.diagnoses import DiagnosesControl
from app.ui.fields.editor import FieldEditor
from app.ui.fields.evidence_control import EvidenceControl
from app.ui.fields.long_text import LongTextControl
from app.ui.fields.people import NameControl, People, PersonControl
from app.ui.fields.segments import yes_no_control
from app.ui.fields.support import EditorSupport
from app.ui.fields.teeth_control import TeethControl
from app.ui.fields.time_control import TimeControl
from app.ui.fields.typed import (
    minutes_control,
    money_control,
    npi_control,
    number_control,
    phone_control,
    text_control,
)

Make = Callable[[Field, EditorSupport, QWidget], Control]


def make_editor(field: Field, path: str, support: EditorSupport, parent: QWidget) -> FieldEditor:
    """Make the editor of a field for the answer at a path.

    A text field with a directory sends a picked name as the Person it is; its `entry` tells the
    owner which fields beside it to fill. Tables have no editor: they are made of the editors of
    their rows, so their kind raises KeyError.
    """
    control = _KINDS[field.kind](field, support, parent)
    return FieldEditor(field, path, support, control, parent)


def _people(field: Field, support: EditorSupport) -> People:
    return support.professionals if field.directory == "professionals" else support.staff


def _text(field: Field, support: EditorSupport, parent: QWidget) -> Control:
    if field.directory:
        return NameControl(parent, _people(field, support), support.icons)
    return text_control(parent)


_KINDS: Mapping[FieldKind, Make] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: lambda _field, _support, parent: LongTextControl(parent),
    FieldKind.CHOICE: lambda field, support, parent: choice_control(parent, field, support.icons),
    FieldKind.CHOICES: lambda field, support, parent: ChipsControl(
        parent, field.options, support.icons
    ),
    FieldKind.DATE: lambda _field, support, parent: DateControl(
        parent, support.icons, support.today
    ),
    FieldKind.TIME: lambda _field, support, parent: TimeControl(parent, support.icons),
    FieldKind.MINUTES: lambda _field, _support, parent: minutes_control(parent),
    FieldKind.NUMBER: lambda field, _support, parent: number_control(parent, field.unit),
    FieldKind.MONEY: lambda _field, _support, parent: money_control(parent),
    FieldKind.YES_NO: lambda _field, _support, parent: yes_no_control(parent),
    FieldKind.TEETH: lambda _field, support, parent: TeethControl(parent, support.icons),
    FieldKind.NPI: lambda _field, _support, parent: npi_control(parent),
    FieldKind.PHONE: lambda _field, _support, parent: phone_control(parent),
    FieldKind.PERSON: lambda field, support, parent: PersonControl(
        parent, _people(field, support), support.icons
    ),
    FieldKind.EVIDENCE: lambda field, support, parent: EvidenceControl(
        parent, field.label, support.attaching, support.icons
    ),
    FieldKind.DIAGNOSES: lambda _field, support, parent: DiagnosesControl(
        parent, support.search_diagnoses, support.icons
    ),
}
