"""A forgotten passphrase in the window: two managers set it anew; what was signed stays valid."""

from app.domain.audit import AuditQuery, Deed
from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.domain.signing.seal import Standing
from app.ui.dialogs.staff_pages import ForgotPage
from app.ui.pages.practice.practice import PracticePage
from tests.office_desk import PASSPHRASE, OfficeDesk
from tests.ui.window.pack_acts import stored_note
from tests.ui.window.test_people import (
    FINNS,
    accounts,
    add_finn,
    go_on_as_finn,
    saying,
    staff_tab,
    staff_ways,
)

MONAS, NEW = "nine slow blue lamps", "seven loud red tables"


def asked_of_two(desk: OfficeDesk) -> tuple[PracticePage, ForgotPage]:
    """Finn forgot; Mona is the second manager."""
    add_finn(desk)
    name = PersonName(given="Mona", family="Testwell")
    with desk.office.store.writing() as found:
        mona = found.staff.save(StaffMember(id="mona", name=name, role=StaffRole.MANAGER))
        me = found.staff.get(desk.office.trail.who)
        assert me
        found.staff.save(me.model_copy(update={"more_roles": (StaffRole.MANAGER,)}))
    assert accounts(desk).open(mona, PASSPHRASE, MONAS) == ()
    practice, acts = staff_tab(desk, "finn")
    acts.buttons[0].click()
    page = staff_ways(desk).page
    assert isinstance(page, ForgotPage)
    assert [page.second.itemText(at) for at in range(page.second.count())] == ["Mona Testwell"]
    assert page.by_key.isEnabled(), "the paper is a way besides"
    return practice, page


def fill(desk: OfficeDesk, page: ForgotPage, monas: str, reason: str) -> None:
    lines = (page.second_passphrase, page.lines.first, page.lines.second, page.reason)
    for line, text in zip(lines, (monas, NEW, NEW, reason), strict=True):
        line.clear()
        desk.type(line, text)
    page.next.click()


def test_two_managers_set_a_passphrase_anew(desk: OfficeDesk) -> None:
    note_id = stored_note(desk)
    practice, page = asked_of_two(desk)
    fill(desk, page, MONAS, "")
    desk.until(saying(page, "Type the reason."))
    fill(desk, page, PASSPHRASE, "On leave for a year")
    desk.until(saying(page, "passphrase"))
    assert accounts(desk).access.prove("finn", FINNS).person == "finn", "nothing has changed"
    fill(desk, page, MONAS, "On leave for a year")
    desk.until(lambda: "new signing key" in practice.notice.text)
    with desk.office.store.reading() as found:
        (told,) = found.audit.page(AuditQuery(deeds=(Deed.EMERGENCY_ACCESS,))).rows
        keys = found.signing_keys.of_person("finn")
    assert (told.about, told.told["second"]) == ("finn", "mona")
    assert [key.ended_at is None for key in keys].count(True) == 1
    assert desk.office.signing.watch.check(note_id) is Standing.FITS
    go_on_as_finn(desk, NEW)
    desk.until(lambda: desk.office.trail.who == "finn")
