"""The register of signers on the practice page, for who looks after people."""

from pathlib import Path

from PySide6.QtCore import Qt

from app.domain.practice.people import StaffMember, StaffRole
from app.ui.pages.practice.practice import PracticePage
from app.ui.pages.requests.signer_register import SaveRegister
from tests.office_desk import OfficeDesk


def practice_page(desk: OfficeDesk) -> PracticePage:
    desk.shortcut(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    page = desk.window.records.page
    assert isinstance(page, PracticePage)
    return page


def test_the_register_is_saved_from_the_practice_page(desk: OfficeDesk, tmp_path: Path) -> None:
    page = practice_page(desk)
    (button,) = page.findChildren(SaveRegister)
    path = tmp_path / "register.pdf"
    button.save_to(path)
    desk.until(lambda: page.notice.text == "register.pdf saved.")
    assert path.read_bytes().startswith(b"%PDF")


def test_who_may_not_change_people_is_not_offered_it(desk: OfficeDesk) -> None:
    with desk.office.store.writing() as work:
        (ada,) = work.staff.all()
        name = ada.name.model_copy(update={"given": "Mona"})
        work.staff.save(StaffMember(id="mona", name=name, role=StaffRole.MANAGER))
        work.staff.save(ada.model_copy(update={"more_roles": ()}))
    assert practice_page(desk).findChildren(SaveRegister) == []
