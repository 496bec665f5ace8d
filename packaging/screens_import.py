"""The import and the arrival of a patient, for the pictures that `screens.py` draws."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.incoming import Arrival
from app.services.records.arrivals import packed
from app.ui.actions import Do
from app.ui.dialogs.add_patient import AddPatient
from app.ui.pages.importing.import_page import At, ImportPage
from app.ui.window.main_window import MainWindow

_HEADINGS = "PatNum,LName,FName,Birthdate,HmPhone,Address,City,State,Zip,Billing Type"
_ROWS = (
    # Names of the sample practice, in part with something else about them; the others are new.
    "T-1077,Testwell,Theo,04/14/2018,555-010-0199,1 Example Street,Testville,CA,90000,Standard",
    "T-9001,Testwell,Marisol,04/02/1958,555-010-0142,9 Other Road,Sampleton,CA,90001,Standard",
    "T-1042,Mustermann,Erika,08/12/1964,555-010-0143,2 Example Street,Testville,CA,90000,Standard",
    "T-2002,Exampleton,Theo,13/40/1970,555-010-0144,3 Example Street,Testville,CA,90000,Standard",
    "T-2003,Beispiel,,02/03/1980,555-010-0145,4 Example Street,Testville,CA,90000,Standard",
)
_MANY = 400
_SENT = Arrival("Nadia", "Fictiva", "", dt.date(1971, 5, 9), "T-3100", "555-010-0160")
_ALIKE = Arrival("Marisol", "Testwell", "", None, "T-3101")

Draw = Callable[[QWidget, str], None]
DrawDialog = Callable[[MainWindow, str], None]
Until = Callable[[Callable[[], bool]], None]


def draw_import(window: MainWindow, scratch: Path, draw: Draw, until: Until) -> None:
    """Every step of an import of patients."""
    window.actions_by_name[Do.IMPORT].trigger()
    page = window.findChildren(ImportPage)[-1]
    draw(window, "import, file")
    page.read(_written(scratch / "not a list.csv", "just words"))
    until(lambda: not page.is_busy)
    draw(window, "import, file refused")
    page.read(_written(scratch / "patients.csv", _patients()))
    until(lambda: not page.is_busy)
    draw(window, "import, file read")
    page.go_on()
    draw(window, "import, columns")
    page.go_on()
    until(lambda: page.at is At.CHECKING)
    draw(window, "import, check")
    page.checking.verticalScrollBar().setValue(page.checking.verticalScrollBar().maximum())
    draw(window, "import, check, lower part")
    page.go_on()
    until(lambda: not page.is_busy)
    draw(window, "import, done")
    page.leave()


def draw_arrivals(window: MainWindow, draw: Draw, draw_dialog: DrawDialog, until: Until) -> None:
    """A patient the practice system shows: a new one, and one that might be here."""
    window.reception.receive(packed(_SENT))
    until(lambda: any(dialog.isVisible() for dialog in window.findChildren(AddPatient)))
    draw_dialog(window, "arrival, new patient")
    window.reception.receive(packed(_ALIKE))
    until(lambda: bool(window.notice.text))
    draw(window, "arrival, who is it")
    window.notice.say("")


def _patients() -> str:
    many = (
        f"T-{5000 + n},Sampleton,Nia {n},0{1 + n % 9}/1{n % 10}/19{40 + n % 60},"
        f"(555) 010-{n:04},{n} Example Street,Testville,CA,90000,Standard"
        for n in range(_MANY)
    )
    return "\n".join((_HEADINGS, *_ROWS, *many))


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
