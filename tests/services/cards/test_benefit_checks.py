"""What a benefit check is worth: in time, fresh, as the payer card has it."""

import datetime as dt

from rpds import HashTrieMap

from app.domain.facts.known import Known, Surroundings, known_facts
from app.domain.guides.answers import Answer, Choice, NotGiven, Text
from app.domain.guides.guide import Severity
from app.domain.notes.note import Answers, Entry
from app.domain.payers.payer import AppealRule, CardRule, PayerCard, UseLimit, Verification, Window
from app.rules.engine import evaluate
from app.services.cards.benefit_checks import Work, fresh_check, good_until, late_since, remark
from app.services.cards.card_sayings import sayings
from app.services.notes.defaults import first_content
from app.services.records.record_forms.check import Call, check_form
from tests.services.note_files.note_files import guides as shipped_guides
from tests.small_guide import reader
from tests.storage import samples

TODAY = dt.date(2026, 11, 22)
CODES = {"D9311": "Consultation", "D9997": "Case management"}
CARD = PayerCard(
    id="sample",
    payer="Sample Dental Plan",
    timely_filing=Window(amount=12, unit="months", counted_from="service"),
    appeals=(
        AppealRule(kind="provider_dispute", window=Window(amount=1, counted_from="decision")),
        AppealRule(kind="documents"),
    ),
    codes={
        "D9311": CardRule(
            covered="yes",
            predetermination="optional",
            attachments="unless_asked",
            limits=(UseLimit(most=2, per="months", months=6, remark="per provider"),),
            same_day_exclusions=("D0140", "D0150"),
        ),
        "D9997": CardRule(covered="by_plan"),
    },
)


def _check(**changes: object) -> Verification:
    usual = {"payer": "Sample Dental Plan", "covered": "yes"}
    return samples.verification().model_copy(update={**usual, **changes})


def test_the_card_answers_every_question_it_knows() -> None:
    said = {name: each.words for name, each in sayings(CARD, "D9311").items()}
    assert said == {
        "covered": "covered",
        "predetermination": "optional",
        "attachments": "do not send them unless asked",
        "limits": "2 times in 6 months per provider",
        "same_day": "not with D0140, D0150 on the same day",
        "timely_filing": "12 months from the date of service",
        "appeal_window": "1 day from the decision",
    }
    assert sayings(CARD, "D9997")["covered"].value == "", "no answer contradicts “by plan”"
    assert sayings(None, "D9311") == {}


def test_a_fresh_check_has_an_answer_a_trace_and_a_day_to_come() -> None:
    (coverage,) = samples.patient().coverages
    fresh = _check(stale_after=TODAY)
    assert fresh_check([fresh], coverage, "D9311", TODAY) == fresh
    for stale in (
        _check(stale_after=TODAY - dt.timedelta(days=1)),
        _check(covered="unknown"),
        _check(reference=""),
        _check(payer="Other Plan"),
        _check(checked_on=TODAY + dt.timedelta(days=1)),
        _check(code="D9997"),
    ):
        assert fresh_check([stale], coverage, "D9311", TODAY) is None
    newer = _check(checked_on=TODAY, reference="R-200")
    assert fresh_check([fresh, newer], coverage, "D9311", TODAY) == newer


def test_without_a_day_of_its_own_a_check_holds_until_the_year_ends() -> None:
    assert good_until(_check()) == dt.date(2026, 12, 31)
    assert good_until(_check(stale_after=dt.date(2027, 2, 1))) == dt.date(2027, 2, 1)


def test_a_reason_takes_the_late_remark_away_and_reaches_the_note() -> None:
    late, works = _check(checked_on=TODAY), [Work("D9311", dt.date(2026, 11, 20))]
    assert remark(late, [late], works, TODAY).startswith("Late: ")
    told = _check(checked_on=TODAY, late_reason="The payer was closed")
    assert remark(told, [told], works, TODAY) == ""
    around = Surroundings("D9311", TODAY, patient=samples.patient(), verifications=[told])
    known = known_facts(around).answers
    assert known["coverages/c1/late_reason"] == Text("The payer was closed")


def test_a_benefit_that_is_on_starts_the_next_note_as_chart_only() -> None:
    on = _check(code="D9997", active_since=TODAY, active_known_by="EOB of 11/14")
    asked_again = _check(id="v9", code="D9997", checked_on=TODAY)
    guide = shipped_guides()["D9997"]

    def begun(*checks: Verification, card: PayerCard | None = None) -> Answers:
        known = known_facts(
            Surroundings("D9997", TODAY, patient=samples.patient(), verifications=checks, card=card)
        )
        return first_content(guide, known, reader(), Entry("s1", samples.NOON)).answers

    answers = begun(on, asked_again)
    assert answers["billing"] == Choice("chart_only")
    assert answers["chart_only_reason"] == Choice("already_triggered")
    assert "billing" not in begun(asked_again)
    each_time = PayerCard(id="c", payer="P", codes={"D9997": CardRule(repeat="per_date")})
    assert "billing" not in begun(on, card=each_time)
    assert "billing" not in begun(on.model_copy(update={"payer": "Another Plan"}))


def test_late_is_said_of_the_latest_work_and_not_when_another_check_came_in_time() -> None:
    works = [Work("D9311", dt.date(2026, 11, 3)), Work("D9311", dt.date(2026, 11, 20))]
    assert late_since("D9311", TODAY, [], works) == dt.date(2026, 11, 20)
    assert late_since("D9311", TODAY, [_check()], works) is None
    assert late_since("D9997", TODAY, [], works) is None


def test_what_the_payer_would_not_say_is_kept_and_answers_the_note() -> None:
    form = check_form(samples.patient(), CODES)
    refused = NotGiven("would_not_say")
    answers = form.answers(_check(), reader())
    answers = answers.insert("predetermination", refused).insert("timely_filing", refused)
    check, problems = form.read(answers, _check().model_dump())
    assert (problems, check and check.closed) == (
        (),
        {"predetermination": "would_not_say", "timely_filing": "would_not_say"},
    )
    assert check
    assert form.answers(check, reader()) == answers
    opened, _ = form.read(answers.insert("timely_filing", Text("1 year")), check.model_dump())
    assert opened
    assert opened.closed == {"predetermination": "would_not_say"}
    around = Surroundings("D9311", TODAY, patient=samples.patient(), verifications=[check])
    assert known_facts(around).answers["coverages/c1/predetermination"] == refused


def test_an_answer_that_is_not_the_cards_is_pointed_out() -> None:
    call = Call(1, "D9311", "Rosa Deskford", sayings(CARD, "D9311"))
    assert _remarks(call, {"covered": Choice("no")}) == {"The card says: covered."}
    assert _remarks(call, {"covered": Choice("yes")}) == set()
    assert _remarks(call, {"attachments": NotGiven("would_not_say")}) == set()


def test_a_late_call_asks_why() -> None:
    call = Call(1, "D9311", began=dt.date(2026, 11, 20))
    asked = "Work on D9311 began on 11/20/2026. Say why it is asked later."
    assert asked in _remarks(call, {})
    assert asked not in _remarks(call, {"late_reason": Text("The payer was closed")})
    in_time = check_form(samples.patient(), CODES, Call(1, "D9311")).guide.guide.fields
    assert "late_reason" not in in_time


def test_a_call_fills_in_what_is_settled() -> None:
    form = check_form(samples.patient(), CODES, Call(1, "D9311", "Rosa Deskford"))
    around = known_facts(Surroundings("D9311", TODAY))
    content = first_content(form.guide, around, reader(), Entry("s1", samples.NOON))
    check, problems = form.read(content.answers, {"id": "v2", "patient": "p1"})
    assert problems == ()
    assert check
    settled = (check.coverage_order, check.payer, check.code, check.channel, check.checked_by)
    assert settled == (1, "Sample Dental Plan", "D9311", "phone", "Rosa Deskford")


def _remarks(call: Call, typed: dict[str, Answer]) -> set[str]:
    """What the sheet says once this was typed into it."""
    guide = check_form(samples.patient(), CODES, call).guide
    state = evaluate(guide, HashTrieMap(typed), Known(TODAY), HashTrieMap())
    return {item.say for item in state.open_items if item.severity is Severity.WARNS}
