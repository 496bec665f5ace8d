"""A window with every field editor in every state, for looking at; renders itself to PNG.

    python packaging/screens_fields.py --to FOLDER      every theme and scale, one file each
    python packaging/screens_fields.py --theme dark     opens the window

The names in it are invented.
"""

import argparse
import datetime as dt
import os
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from app.domain.codes.icd10 import Diagnosis
from app.domain.guides.answers import (
    Answer,
    Choice,
    Choices,
    Date,
    Diagnoses,
    DiagnosisCode,
    Evidence,
    EvidenceItem,
    Minutes,
    Money,
    NotGiven,
    Npi,
    Number,
    Person,
    Phone,
    Teeth,
    Text,
    Time,
    Unreadable,
    YesNo,
)
from app.domain.guides.guide import Field, FieldKind, Option, Purpose, Severity
from app.paths import fonts_folder, resources_folder
from app.rules.open_item import OpenItem
from app.ui.fields.attaching import NoDesk
from app.ui.fields.editor import FieldEditor
from app.ui.fields.kinds import make_editor
from app.ui.fields.support import EditorSupport
from app.ui.icons import Icons
from app.ui.theme import LIGHT, Appearance, Face, Space, ThemeChoice, dress

TODAY = dt.date(2026, 11, 3)
SCALES = ("1", "1.5", "2")

_ADA = Person("Ada Samplemann", "dentist", "DDS", "", "s1")
_MIA = Person("Mia Exampleton", "care_coordinator", "RDA", "Ada Samplemann", "s2")
_HEART = Diagnosis("Z95.2", "Presence of prosthetic heart valve", True)
_DIABETES = Diagnosis("E11", "Type 2 diabetes mellitus", False)
_STATES = tuple(Option(v, v.capitalize()) for v in ("sent", "answered", "declined"))
_METHODS = tuple(
    Option(v.lower().replace(" ", "_"), v)
    for v in ("Phone", "Video", "In person", "Letter", "Fax", "Secure message")
)
_BARRIERS = tuple(
    Option(v.lower().replace(" ", "_"), v)
    for v in (
        "Scheduling of special care",
        "Complex treatment",
        "Transport",
        "Language",
        "Insurance or payment",
        "Several providers",
        "Other",
    )
)
_FILE = EvidenceItem("0" * 64, "Cardiologist's reply.pdf", 284_113)

K = FieldKind
# Kind, label, help, other properties of the field, an answer, a text that cannot be read.
_FIELDS: Sequence[tuple[Field, Answer, str]] = (
    (
        Field("text", K.TEXT, "Condition in words", "Example: mechanical mitral valve, 2019"),
        Text("Mechanical mitral valve, on warfarin"),
        "",
    ),
    (
        Field("name", K.TEXT, "Professional's full name", directory="professionals"),
        Text("Lena Cardwell"),
        "",
    ),
    (
        Field("long", K.LONG_TEXT, "Why it was necessary", suggests="x", help="Read, confirm."),
        Text("The patient takes warfarin after a valve replacement.\nSurgery carries a risk."),
        "",
    ),
    (Field("choice", K.CHOICE, "State", options=_STATES), Choice("answered"), ""),
    (
        Field("list", K.CHOICE, "Method", "How the exchange took place.", options=_METHODS),
        Choice("secure_message"),
        "",
    ),
    (
        Field("choices", K.CHOICES, "Barriers", "All that apply.", options=_BARRIERS),
        Choices(("transport", "language")),
        "",
    ),
    (
        Field("date", K.DATE, "Date of service", "The day of the exchange. Example: t, t-1, 11/3"),
        Date(TODAY),
        "11/",
    ),
    (Field("time", K.TIME, "Time", "Example: 1430, 2:30p"), Time(dt.time(14, 30)), "25:00"),
    (
        Field("minutes", K.MINUTES, "Minutes", "Example: 20, 1h15", closings=("not_available",)),
        Minutes(75),
        "soon",
    ),
    (
        Field("number", K.NUMBER, "HbA1c", "Example: 7.2", unit="%"),
        Number(Decimal("7.2")),
        "seven",
    ),
    (Field("money", K.MONEY, "Fee", "Full fee. Example: 85"), Money(Decimal("85.50")), "-3"),
    (
        Field("yesno", K.YES_NO, "Family member used", closings=("would_not_say",)),
        YesNo(True),
        "",
    ),
    (
        Field("teeth", K.TEETH, "Teeth or area", "Example: 3, 14-16, UR"),
        Teeth(("UR", "14", "15", "16")),
        "41",
    ),
    (
        Field("npi", K.NPI, "NPI", "Ten digits.", closings=("none", "not_available")),
        Npi("1234567893"),
        "123",
    ),
    (Field("phone", K.PHONE, "Phone", "Example: 555 010 0199"), Phone("555-010-0199"), "010"),
    (Field("person", K.PERSON, "Who did it", directory="staff"), _MIA, ""),
    (
        Field("files", K.EVIDENCE, "Documents", "What supports this claim."),
        Evidence((_FILE, EvidenceItem("1" * 64, "Portal page.png", 1_900_000))),
        "",
    ),
    (
        Field("codes", K.DIAGNOSES, "Diagnoses (ICD-10-CM)", closings=("none",)),
        Diagnoses(
            (
                DiagnosisCode("Z95.2", "Presence of prosthetic heart valve"),
                DiagnosisCode("Z79.01", "Long term (current) use of anticoagulants"),
            )
        ),
        "E1",
    ),
)


def sample_support(icons: Icons) -> EditorSupport:
    """Small directories and a suggestion that is always the same."""
    return EditorSupport(
        icons=icons,
        today=lambda: TODAY,
        staff=lambda: (_ADA, _MIA),
        professionals=lambda: (Person("Lena Cardwell", "Cardiology", "MD", "", "p1"),),
        search_diagnoses=lambda text: [
            d for d in (_HEART, _DIABETES) if text.casefold() in f"{d.code} {d.title}".casefold()
        ],
        attaching=NoDesk(),
        suggest=lambda _path: (
            "Dr. Samplemann consulted the cardiologist because the patient takes warfarin after a "
            "heart valve replacement and needs periodontal surgery in the upper right quadrant."
        ),
    )


def sample_item(path: str, severity: Severity) -> OpenItem:
    """An open item of that severity."""
    return OpenItem(
        id=f"X-{path}",
        requirement="X",
        path=path,
        section="s",
        severity=severity,
        needed_for=frozenset({Purpose.CHART}),
        say="Tell what was found.",
        because="A reviewer asks for it.",
        source=None,
    )


def gallery(support: EditorSupport) -> QWidget:
    """Every field in four columns: empty and needed, answered, wrong or closed, read only."""
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
    grid.setHorizontalSpacing(Space.L)
    titles = ("Still needed", "Answered", "Unreadable, closed or warned", "Signed")
    for column, title in enumerate(titles):
        head = QLabel(title, page)
        dress(head, face=Face.TITLE)
        grid.addWidget(head, 0, column)
        card = QFrame(page)
        dress(card, surface="card")
        inner = QGridLayout(card)
        inner.setContentsMargins(Space.M, Space.L, Space.L, Space.L)
        inner.setVerticalSpacing(Space.XS)
        for row, (field, answer, wrong) in enumerate(_FIELDS):
            editor = make_editor(field, field.path, support, card)
            inner.addWidget(editor, row, 0)
            _put_in_state(editor, column, answer, wrong)
        inner.setRowStretch(len(_FIELDS), 1)
        grid.addWidget(card, 1, column)
        grid.setColumnStretch(column, 1)
    return page


def _put_in_state(editor: FieldEditor, column: int, answer: Answer, wrong: str) -> None:
    if column == 0:
        editor.set_value(None)
        editor.refresh_suggestion()
        is_dim = editor.field.kind in (K.NPI, K.PHONE)
        editor.mark((sample_item(editor.path, Severity.SILENT if is_dim else Severity.NEEDED),))
    elif column == 1:
        editor.set_value(answer)
        editor.refresh_suggestion()
    elif column == 2:
        _put_wrong(editor, answer, wrong)
    else:
        editor.set_value(answer)
        editor.set_read_only(True)


def _put_wrong(editor: FieldEditor, answer: Answer, wrong: str) -> None:
    if editor.field.closings:
        editor.set_value(NotGiven(editor.field.closings[0]))
    elif wrong:
        editor.set_value(Unreadable(wrong, "Not read: type it again, as in the example."))
    else:
        editor.set_value(answer)
        is_grave = editor.field.kind is K.TEXT
        editor.mark((sample_item(editor.path, Severity.BLOCKS if is_grave else Severity.WARNS),))


def make_gallery(app: QApplication, theme: ThemeChoice) -> QWidget:
    """The gallery in a theme."""
    resources = resources_folder()
    appearance = Appearance(app, resources / "theme", fonts_folder(), theme)
    return gallery(sample_support(Icons(resources / "icons", appearance)))


def render_all(folder: Path) -> None:
    """Render every theme at every scale, each in a process of its own: Qt reads the scale once."""
    folder.mkdir(parents=True, exist_ok=True)
    for theme in (LIGHT.name, "dark"):
        for scale in SCALES:
            target = folder / f"fields-{theme}-{scale}.png"
            surroundings = {
                **os.environ,
                "QT_SCALE_FACTOR": scale,
                "QT_QPA_PLATFORM": "offscreen",
                "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
            }
            command = [sys.executable, __file__, "--theme", theme, "--png", str(target)]
            subprocess.run(command, env=surroundings, check=True)
            print(target)


def main() -> int:
    """Show the window, or render it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--theme", choices=("system", "light", "dark"), default="system")
    parser.add_argument("--to", type=Path, help="render every theme and scale into this folder")
    parser.add_argument("--png", type=Path, help="render once, in the scale of QT_SCALE_FACTOR")
    parser.add_argument("--width", type=int, default=1680)
    chosen = parser.parse_args()
    if chosen.to:
        render_all(chosen.to)
        return 0
    app = QApplication(sys.argv[:1])
    page = make_gallery(app, chosen.theme)
    if chosen.png:
        page.resize(chosen.width, page.heightForWidth(chosen.width))
        page.grab().save(str(chosen.png))
        return 0
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    area.setWindowTitle("Field editors")
    area.resize(chosen.width, 1000)
    area.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
