"""Reports are exact, respect rights, and come out as table, PDF and CSV."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest

from app.domain.audit import AuditQuery, Deed
from app.domain.claims.claim import (
    Claim,
    ClaimLine,
    ClaimState,
    PostedAdjustment,
    PostedLine,
    Posting,
)
from app.domain.guides.answers import Answer, Choice, Date, Minutes, Person, Rows, Time
from app.domain.practice.people import StaffRole
from app.domain.work.aging import AgedQuery, AgedSum
from app.errors import NotAllowed
from app.services.work.report_tables import Course, aging, times
from app.services.work.reports import Kind, Reports, Wish
from tests.packing_desk import PackingDesk
from tests.storage import samples
from tests.storage.fakes import MemoryStore


@pytest.fixture
def desk() -> Iterator[PackingDesk]:
    made = PackingDesk.over(MemoryStore())
    yield made
    made.office.close()


def _reports(desk: PackingDesk) -> Reports:
    return desk.office.payers.reports


def _today(desk: PackingDesk) -> dt.date:
    return desk.office.clock.local().date()


def _line(code: str, paid: str, *reasons: str, line: str = "l1") -> PostedLine:
    adjustments = tuple(
        PostedAdjustment(group=reason[:2], reason=reason[3:], amount=Decimal("85.50"))
        for reason in reasons
    )
    return PostedLine(line=line, code=code, paid=Decimal(paid), adjustments=adjustments)


def _posting(*lines: PostedLine, posting_id: str = "x", **more: object) -> Posting:
    paid = sum((line.paid or Decimal(0) for line in lines), Decimal(0))
    usual = {"id": posting_id, "at": samples.NOON, "by": "s1", "source": "paper"}
    return Posting.model_validate({**usual, "paid": paid, "lines": lines, **more})


def _claim(number: int, on: dt.date, *postings: Posting, **more: object) -> Claim:
    line = ClaimLine(id="l1", code="D9311", on=on, fee=Decimal("85.50"), note="")
    usual = {
        "id": f"c{number}",
        "number": f"CP-{number}",
        "patient": "p1",
        "payer": "Sample Dental Plan",
        "lines": (line,),
        "state": ClaimState.SENT,
        "sent_on": on,
        "postings": postings,
    }
    return Claim.model_validate({**usual, **more})


def _keep(desk: PackingDesk, *claims: Claim) -> None:
    with desk.office.store.writing() as found:
        if found.patients.get("p1") is None:
            found.patients.save(samples.patient())
        for claim in claims:
            found.claims.save(claim)


def test_the_aging_adds_up_by_payer_and_in_all() -> None:
    report = aging(
        [
            AgedSum("Sample Dental Plan", 0, 2, Decimal("171.00")),
            AgedSum("Sample Dental Plan", 3, 1, Decimal("45.40")),
            AgedSum("Another Plan", 3, 1, Decimal("85.50")),
        ],
        "sent",
    )
    assert report.rows == (
        ("Sample Dental Plan", "3", "$171.00", "–", "–", "$45.40", "$216.40"),
        ("Another Plan", "1", "–", "–", "–", "$85.50", "$85.50"),
    )
    assert report.total == ("All payers", "4", "$171.00", "$0.00", "$0.00", "$130.90", "$301.90")
    assert [bar.words for bar in report.bars] == ["$171.00", "$0.00", "$0.00", "$130.90"]
    assert report.keys == ("Sample Dental Plan", "Another Plan")


def test_an_empty_practice_says_so_in_every_report(desk: PackingDesk) -> None:
    for kind in Kind:
        report = _reports(desk).make(Wish(kind, months=0))
        if kind is not Kind.MINUTES and kind is not Kind.TIMES:  # the desk has notes
            assert report.rows == ()
        assert report.nothing


def test_behind_a_row_of_the_aging_stand_its_claims(desk: PackingDesk) -> None:
    on = _today(desk) - dt.timedelta(days=40)
    _keep(desk, _claim(1, on), _claim(2, on, payer="Another Plan"))
    report = _reports(desk).make(Wish(Kind.AGING))
    assert report.total[1] == "2"
    query = AgedQuery("sent", _today(desk), report.keys[0], 1)
    assert [row.payer for row in _reports(desk).behind(query).rows] == [report.keys[0]]


def test_denials_count_the_first_answer_to_each_line(desk: PackingDesk) -> None:
    on = _today(desk)
    denied = _posting(_line("D9311", "0", "PR 96"))
    _keep(
        desk,
        _claim(1, on, denied),
        _claim(2, on, _posting(_line("D9311", "60.00", "CO 45"))),
        _claim(3, on, _posting(_line("D9311", "0", "CO 252"))),
        _claim(4, on, denied, _posting(_line("D9311", "85.50"), posting_id="y")),
        _claim(5, on),
        _claim(6, on - dt.timedelta(days=800), denied),
    )
    (row,) = _reports(desk).make(Wish(Kind.DENIALS)).rows
    assert row[:-1] == ("Sample Dental Plan", "D9311", "4", "2", "50.0", "1")
    assert row[-1].startswith("PR 96 (2)")
    (row,) = _reports(desk).make(Wish(Kind.DENIALS, months=0)).rows
    assert row[2:4] == ("5", "3")


def test_reasons_stand_in_our_own_words_beside_their_numbers(desk: PackingDesk) -> None:
    on = _today(desk)
    _keep(
        desk,
        _claim(1, on, _posting(_line("D9311", "0", "PI 16"))),
        _claim(2, on, _posting(_line("D9311", "0", "PI 16"))),
        _claim(3, on, _posting(_line("D9311", "0", "CO W9"))),
    )
    report = _reports(desk).make(Wish(Kind.DENIALS))
    assert report.rows[0][-1] == (
        "PI 16 (2): Something on the claim is missing or wrong. This number is not for missing"
        " attachments; CO W9 (1)"
    )


def test_minutes_by_month_and_person_leave_out_what_is_void_hidden_or_older(
    desk: PackingDesk,
) -> None:
    rosa = Person("Rosa Deskford", "front_desk")
    answers: dict[str, Answer] = {
        "basis": Choice("activities"),
        "activities": Rows(("r1", "r2", "r3")),
        "activities/r1/date": Date(dt.date(2026, 11, 3)),
        "activities/r1/minutes": Minutes(20),
        "activities/r1/who": rosa,
        "activities/r2/date": Date(dt.date(2026, 11, 4)),
        "activities/r2/start": Time(dt.time(9, 0)),
        "activities/r2/end": Time(dt.time(9, 25)),
        "activities/r2/who": rosa,
        "activities/r3/date": Date(dt.date(2019, 1, 4)),
        "activities/r3/minutes": Minutes(60),
    }
    desk.office.records.save(samples.patient())
    desk.office.records.save(samples.dentist())
    note = replace(samples.note(code="D9997"), content=samples.content(**answers))
    with desk.office.store.writing() as found:
        found.notes.save(note, samples.SUMMARY, samples.NOON)
    rows = _reports(desk).make(Wish(Kind.MINUTES, months=0)).rows
    assert ("Nov 2026", "Rosa Deskford", "45", "2", "1") in rows
    assert ("Jan 2019", "not named", "60", "1", "1") in rows
    recent = _reports(desk).make(Wish(Kind.MINUTES, months=24)).rows
    assert not any(row[0] == "Jan 2019" for row in recent)


def test_notes_last_saved_before_the_time_are_not_read(desk: PackingDesk) -> None:
    """Nobody logs an activity ahead; a note that was let lie holds none of the time asked for."""
    answers: dict[str, Answer] = {
        "basis": Choice("activities"),
        "activities": Rows(("r1",)),
        "activities/r1/date": Date(_today(desk)),
        "activities/r1/minutes": Minutes(20),
    }
    desk.office.records.save(samples.patient())
    desk.office.records.save(samples.dentist())
    note = replace(samples.note(code="D9997"), content=samples.content(**answers))
    with desk.office.store.writing() as found:
        found.notes.save(note, samples.SUMMARY, dt.datetime(2019, 1, 4, tzinfo=dt.UTC))
    recent = _reports(desk).make(Wish(Kind.MINUTES, months=3)).rows
    whole = _reports(desk).make(Wish(Kind.MINUTES, months=0)).rows
    assert len(whole) == len(recent) + 1


def test_days_are_medians_by_month_of_service() -> None:
    def course(day: int, signed: int, paid: int | None) -> Course:
        first = dt.date(2026, 11, 1)
        of = [first + dt.timedelta(days=each - 1) for each in (day, signed, paid or 1)]
        return Course(of[0], of[1], of[2] if paid else None)

    report = times([course(1, 1, 20), course(2, 4, 25), course(3, 4, None)], "Since then.")
    assert report.rows == (("Nov 2026", "3", "1 day", "2", "20 days", "21 days"),)


def test_payment_is_found_through_the_claim_that_names_the_note(desk: PackingDesk) -> None:
    desk.office.records.save(samples.dentist())
    at = dt.datetime(2019, 3, 22, 12, tzinfo=dt.UTC)
    served = samples.content(date_of_service=Date(dt.date(2019, 3, 20)))
    signature = replace(samples.signature(), at=at)
    signed = replace(samples.signed_before_keys(), content=served, signature=signature)
    with desk.office.store.writing() as found:
        found.patients.save(samples.patient())
        found.notes.save(signed, samples.SUMMARY, samples.NOON)
    on = dt.date(2019, 3, 20)
    line = ClaimLine(id="l1", code="D9311", on=on, fee=Decimal("85.50"), note="n1")
    paid = _posting(_line("D9311", "60.00", "CO 45"), eob_date=dt.date(2019, 3, 31))
    _keep(desk, _claim(1, on, paid, lines=(line,)))
    rows = _reports(desk).make(Wish(Kind.TIMES, months=0)).rows
    assert ("Mar 2019", "1", "2 days", "1", "9 days", "11 days") in rows


def test_who_may_not_see_money_gets_no_report(desk: PackingDesk) -> None:
    front = samples.dentist("s9", "Rosa", "Deskford").model_copy(
        update={"role": StaffRole.FRONT_DESK}
    )
    desk.office.records.save(front)
    reports = desk.office.as_user("s9").payers.reports
    for kind in Kind:
        with pytest.raises(NotAllowed):
            reports.make(Wish(kind))
    with pytest.raises(NotAllowed):
        reports.behind(AgedQuery("sent", _today(desk)))


def test_a_report_left_on_a_screen_is_not_written_by_who_may_not_see_money(
    desk: PackingDesk, tmp_path: Path
) -> None:
    report = _reports(desk).make(Wish(Kind.AGING))
    front = samples.dentist("s9", "Rosa", "Deskford").model_copy(
        update={"role": StaffRole.FRONT_DESK}
    )
    desk.office.records.save(front)
    files = desk.office.as_user("s9").payers.report_files
    for write, name in ((files.write_csv, "a.csv"), (files.write_pdf, "a.pdf")):
        with pytest.raises(NotAllowed):
            write(report, tmp_path / name)
        assert not (tmp_path / name).exists()


def test_a_report_is_written_whole_and_told(desk: PackingDesk, tmp_path: Path) -> None:
    _keep(desk, _claim(1, _today(desk)))
    report = _reports(desk).make(Wish(Kind.AGING))
    sheet, paper = tmp_path / "aging.csv", tmp_path / "aging.pdf"
    desk.office.payers.report_files.write_csv(report, sheet)
    desk.office.payers.report_files.write_pdf(report, paper)
    lines = list(csv.reader(io.StringIO(sheet.read_bytes().decode("utf-8-sig"))))
    assert lines[0][:3] == ["Payer", "Claims", "0–30 days"]
    assert lines[1] == ["Sample Dental Plan", "1", "$85.50", "–", "–", "–", "$85.50"]
    assert lines[-1][0] == "All payers"
    pages = pypdf.PdfReader(io.BytesIO(paper.read_bytes())).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for said in ("Aging of claims followed here", "0–30 days", "$85.50", "billed less paid"):
        assert said in text
    with desk.office.store.reading() as found:
        rows = found.audit.page(AuditQuery(deeds=(Deed.EXPORTED,))).rows
    assert len(rows) == 2
