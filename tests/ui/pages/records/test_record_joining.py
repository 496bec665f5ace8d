"""Two people on one record: what both typed is put together, or decided, or taken over."""

import pytest

from app.domain.guides.answers import Text
from app.domain.practice.people import Coverage, Patient
from app.ui.pages.conflicts.conflict_dialog import ConflictDialog
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.records.record_session import Standing
from tests.storage import samples
from tests.ui.pages.record_desk import RecordDesk


def _page(desk: RecordDesk) -> PatientPage:
    page = desk.patient_page("p1")
    desk.show(page)
    return page


def _stored(desk: RecordDesk) -> Patient:
    patient = desk.records.patient_file("p1").patient
    assert patient
    return patient


def _changed_elsewhere(desk: RecordDesk, **changes: object) -> None:
    """Save the sample patient as another workstation would."""
    stored = _stored(desk)
    with desk.store.writing() as found:
        found.patients.save(stored.model_copy(update=changes))


def _two_versions(desk: RecordDesk, theirs: dict[str, object], mine: dict[str, str]) -> PatientPage:
    """A stored patient's page, typed into after somebody else had saved it."""
    with desk.store.writing() as found:
        found.patients.save(samples.patient())
    page = _page(desk)
    _changed_elsewhere(desk, **theirs)
    for path, words in mine.items():
        page.session.bridge.set_answer(path, words)
    page.save()
    return page


def test_what_two_people_type_into_different_fields_is_put_together(desk: RecordDesk) -> None:
    page = _two_versions(desk, {"chart_number": "C-77"}, {"language": "Spanish"})
    desk.until(lambda: _stored(desk).language == "Spanish")
    assert _stored(desk).chart_number == "C-77"
    desk.until(lambda: page.session.standing is Standing.SAVED)


@pytest.mark.parametrize(("side", "stands"), [("theirs", "C-77"), ("mine", "C-88")])
def test_one_field_typed_by_two_is_decided(desk: RecordDesk, side: str, stands: str) -> None:
    theirs: dict[str, object] = {"chart_number": "C-77", "language": "Spanish"}
    page = _two_versions(desk, theirs, {"chart_number": "C-88"})
    desk.until(lambda: page.session.joining.merge is not None)
    assert page.notice.buttons[0].text() == "Compare and decide…"
    page.notice.buttons[0].click()
    dialog = page.findChild(ConflictDialog)
    assert dialog is not None, "opened"
    (dialog.page.all_theirs if side == "theirs" else dialog.page.all_mine).click()
    dialog.page.save.click()
    desk.until(lambda: page.session.standing is Standing.SAVED)
    patient = _stored(desk)
    assert (patient.chart_number, patient.language) == (stands, "Spanish")
    with desk.store.reading() as found:
        (left,) = found.left_out.of("patient", "p1")
    assert left.answer == Text("C-88" if side == "theirs" else "C-77")


def test_one_line_of_a_coverage_typed_by_two_is_asked_about(desk: RecordDesk) -> None:
    other = Coverage(payer="Example Dental Plan", member_id="EX9")
    page = _two_versions(desk, {"coverages": (other,)}, {"coverages/r1/member_id": "EX5"})
    desk.until(lambda: page.session.joining.merge is not None)
    assert page.session.joining.merge is not None, "waited for"
    assert [clash.path for clash in page.session.joining.merge.clashes] == [
        "coverages/r1/member_id"
    ]


def test_a_page_in_which_nothing_is_typed_follows_what_another_saved(desk: RecordDesk) -> None:
    with desk.store.writing() as found:
        found.patients.save(samples.patient())
    page = _page(desk)
    _changed_elsewhere(desk, chart_number="C-77")
    page.reread()
    chart = page.body.fields.binder.editor("chart_number")
    assert chart is not None, "the page has one"
    desk.until(lambda: chart.focus_widget().property("text") == "C-77")
    assert page.is_saved
    page.session.bridge.set_answer("language", "Spanish")
    _changed_elsewhere(desk, chart_number="C-78")
    page.reread()
    assert page.session.version == 2
