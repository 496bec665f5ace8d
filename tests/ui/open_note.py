"""An open note to try form and panels on: real draft, small guide, bridge, directory."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.documents.narrative.narrative import suggestion
from app.domain.codes.icd10 import Diagnosis
from app.domain.facts.known import Known
from app.domain.guides.answers import Person
from app.domain.guides.condition import FieldIn
from app.domain.guides.guide import Field, FieldKind, Guide, Purpose, Requirement, Section, Severity
from app.domain.guides.paths import place_of
from app.domain.practice.people import PersonName, Professional
from app.rules.checks import never, required
from app.services.notes.change import Change
from app.services.notes.draft import Draft
from app.ui.draft_bridge import DraftBridge
from app.ui.fields.attaching import NoDesk
from app.ui.fields.support import EditorSupport
from app.ui.form.form_view import FormView
from app.ui.icons import Icons
from app.ui.panels.completeness import CompletenessPanel
from app.ui.theme import Appearance
from tests.small_guide import GUIDE, TODAY, draft

CHART = frozenset({Purpose.CHART})

FIT = Section(
    "fit",
    "Is this the right code?",
    (
        Field("fit_direct", FieldKind.YES_NO, "Was it a direct exchange?"),
        Field("fit_more", FieldKind.YES_NO, "Was it more than routine?"),
    ),
    is_fit=True,
)
DENTIST = Section(
    "advice",
    "Advice",
    (
        Field("name", FieldKind.TEXT, "Professional", directory="professionals"),
        Field("specialty", FieldKind.TEXT, "Specialty"),
        Field("phone", FieldKind.PHONE, "Phone", help="Example: 614-555-0142"),
        Field("advice", FieldKind.LONG_TEXT, "Advice", filled_by="dentist"),
        Field("effect", FieldKind.TEXT, "Effect", filled_by="dentist", suggests="Hold {advice}."),
    ),
)


def _needs(name: str, path: str) -> Requirement:
    params = required.Params(path)
    return Requirement(name, "required", params, path, f"Give {path}.", "It is asked.", "S")


NO_EXCHANGE = Requirement(
    "X0001-fit-direct-no",
    "never",
    never.Params("fit_direct"),
    "fit_direct",
    "Say why the code still fits.",
    "Without an exchange it does not.",
    "S",
    Severity.WARNS,
    CHART,
    when=FieldIn("fit_direct", frozenset({"no"})),
)

FORM_GUIDE = replace(
    GUIDE,
    sections=(FIT, *GUIDE.sections, DENTIST),
    requires=(
        _needs("fit", "fit_direct"),
        NO_EXCHANGE,
        *GUIDE.requires,
        _needs("advice", "advice"),
        _needs("name-in-advice", "name"),
    ),
    suggested_codes=MappingProxyType({NO_EXCHANGE.id: "X0002"}),
)

LENA = Professional(
    id="p1",
    name=PersonName(given="Lena", family="Cardwell"),
    credential="MD",
    specialty="Cardiology",
    phone="614-555-0142",
)


def _no_diagnoses(_text: str) -> Sequence[Diagnosis]:
    return ()


class OpenNote:
    """A bridge over a fresh draft, everything that was said over it, and the widgets on it."""

    def __init__(
        self,
        qtbot: QtBot,
        appearance: Appearance,
        icons: Icons,
        guide: Guide = FORM_GUIDE,
        today: dt.date = TODAY,
        of: Draft | None = None,
    ) -> None:
        self._qtbot = qtbot
        self.appearance = appearance
        self.icons = icons
        self.draft = of or draft(Known(today), guide)
        self.bridge = DraftBridge(self.draft)
        self.changes: list[Change] = []
        self.bridge.changed.connect(self.changes.append)
        self.support = EditorSupport(
            icons=icons,
            today=lambda: today,
            staff=lambda: (Person("Mia Exampleton", "care_coordinator", "RDA", "", "s2"),),
            professionals=lambda: (Person("Lena Cardwell", "Cardiology", "MD", "", "p1"),),
            search_diagnoses=_no_diagnoses,
            attaching=NoDesk(),
            suggest=self._suggest,
        )

    def form(self, *, read_only: bool = False) -> FormView:
        """The form, shown in a window of the smallest screen we know."""
        made = FormView(
            self.bridge, self.support, self.appearance, {"p1": LENA}.get, read_only=read_only
        )
        self.show(made, 960, 700)
        return made

    def panel(self, *, read_only: bool = False) -> CompletenessPanel:
        """The panel "Still needed", at its narrowest."""
        made = CompletenessPanel(
            self.bridge, self.appearance, self.icons, lambda _id: "Mia", read_only=read_only
        )
        self.show(made, 300, 700)
        return made

    def show(self, widget: QWidget, width: int, height: int) -> None:
        """Show a widget in a window of its own and give it the focus."""
        self._qtbot.addWidget(widget)
        widget.resize(width, height)
        with self._qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()

    def _suggest(self, path: str) -> str:
        field = self.bridge.field(path)
        return suggestion(
            field.suggests, self.bridge.facts, place_of(path), self.bridge.guide.fields
        )
