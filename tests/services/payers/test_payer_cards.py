"""Payer cards from real files: kept, replaced, refused with everything to mend; their age."""

import datetime as dt
from pathlib import Path

import pytest

from app.domain.payers.payer import AppealRule, CardAsk, CardRule, CardSource, PayerCard, Window
from app.domain.practice.people import Coverage, StaffRole
from app.errors import MissingCard, NotAllowed
from app.paths import resources_folder
from app.services.cards.payer_card_words import (
    age_words,
    deadline_lines,
    oldest_check,
    rule_lines,
    source_line,
)
from app.services.payers.payer_cards import PayerCardDrawer, Standing
from app.stock import Stock
from tests.sample_trail import TRAIL
from tests.storage import samples
from tests.storage.fakes import MemoryStore

EXAMPLE = resources_folder() / "payers" / "example-mutual.yaml"
TODAY = dt.date(2026, 11, 25)


EOB = CardSource(title="EOB of 11/20/2026", checked=TODAY, author="Bea Billmann", evidence="e" * 64)


@pytest.fixture(scope="module")
def stock() -> Stock:
    return Stock()


@pytest.fixture
def drawer(stock: Stock) -> PayerCardDrawer:
    return PayerCardDrawer(MemoryStore(), TRAIL, stock)


def _file(folder: Path, text: str) -> Path:
    path = folder / "own-card.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_card_is_kept_with_what_it_asks(drawer: PayerCardDrawer) -> None:
    found = drawer.look(EXAMPLE)
    assert (found.standing, found.problems) == (Standing.NEW, ())
    assert drawer.all() == ()
    drawer.keep(found)
    (kept,) = drawer.all()
    assert kept.card.payer == "Example Mutual Dental"
    assert kept.asks is not None
    assert kept.asks["D9311"] == ("Add the diagnosis that made the consultation necessary.",)


def test_versions_are_told_apart(drawer: PayerCardDrawer, tmp_path: Path) -> None:
    text = EXAMPLE.read_text("utf-8").replace("version: 1", "version: 4")
    drawer.keep(drawer.look(_file(tmp_path, text)))
    assert drawer.look(_file(tmp_path, text)).standing is Standing.SAME
    newer = drawer.look(_file(tmp_path, text.replace("version: 4", "version: 5")))
    assert (newer.standing, newer.kept_version) == (Standing.NEWER, 4)
    older = drawer.look(_file(tmp_path, text.replace("version: 4", "version: 3")))
    assert (older.standing, older.kept_version) == (Standing.OLDER, 4)


def test_a_broken_card_names_every_line_and_cannot_be_kept(
    drawer: PayerCardDrawer, tmp_path: Path
) -> None:
    text = EXAMPLE.read_text("utf-8")
    text = text.replace("records: both", "recrods: both").replace("covered: by_plan", "covered: so")
    found = drawer.look(_file(tmp_path, text))
    assert found.standing is Standing.REFUSED
    lines = text.splitlines()
    wrong = sorted(n for n, line in enumerate(lines, 1) if "recrods" in line or ": so" in line)
    assert [problem.split(": ")[0] for problem in found.problems] == [
        f"own-card.yaml:{number}" for number in wrong
    ]
    with pytest.raises(ValueError, match="refused"):
        drawer.keep(found)
    assert drawer.all() == ()


def test_a_file_that_is_not_there_is_refused_with_a_sentence(
    drawer: PayerCardDrawer, tmp_path: Path
) -> None:
    found = drawer.look(tmp_path / "gone.yaml")
    assert found.standing is Standing.REFUSED
    assert found.problems[0].startswith("gone.yaml: The file cannot be opened")


def test_a_rule_out_of_a_denial_is_asked_by_the_next_note(drawer: PayerCardDrawer) -> None:
    drawer.keep(drawer.look(EXAMPLE))
    ask = CardAsk(
        field="consultations/npi",
        say="Add the NPI of whoever answered.",
        because="This payer denied a claim for it.",
        needed_for=("payer", "appeal"),
    )
    first = drawer.propose_rule("example-mutual", "D9311", ask, EOB)
    again = drawer.propose_rule("example-mutual", "D9311", ask, EOB)
    assert (first.version, again.version) == (2, 3)
    (kept,) = drawer.all()
    assert kept.card == again
    assert kept.card.sources["example-mutual/S1"] == EOB
    assert list(kept.card.sources) == ["example-mutual/P1", "example-mutual/S1"]
    assert kept.asks is not None
    assert kept.asks["D9311"][1:] == (ask.say, ask.say)
    before = drawer.desk(lambda: TODAY).before("example-mutual")
    assert before is not None
    ids = [rule.id for rule in before.rules["D9311"]]
    assert ids[1:] == ["CARD-D9311-consultations_npi", "CARD-D9311-consultations_npi_2"]


def test_a_card_asks_only_for_what_a_note_has(drawer: PayerCardDrawer) -> None:
    drawer.keep(drawer.look(EXAMPLE))
    assert drawer.askable("D0120") == {}
    ask = CardAsk(field="shoe_size", say="Ask.", because="Why not.")
    with pytest.raises(ValueError, match="field of the guide"):
        drawer.propose_rule("example-mutual", "D9311", ask, EOB)


def test_a_rule_for_a_card_that_is_not_here_is_refused(drawer: PayerCardDrawer) -> None:
    ask = CardAsk(field="diagnoses", say="Add it.", because="It is asked.")
    with pytest.raises(MissingCard):
        drawer.propose_rule("nobody", "D9311", ask, EOB)


def test_a_payer_without_a_card_gets_its_first_by_a_rule(drawer: PayerCardDrawer) -> None:
    ask = CardAsk(field="diagnoses", say="Add it.", because="This payer denied a claim for it.")
    first = drawer.begin_with_rule("A plan", "D9311", ask, EOB)
    assert (first.payer, first.version) == ("A plan", 1)
    assert drawer.of(Coverage(payer="a plan")) == first.id
    again = drawer.begin_with_rule("A  Plan", "D9311", ask, EOB)
    assert (again.id, again.version) == (first.id, 2)
    (kept,) = drawer.all()
    assert kept.asks == {"D9311": (ask.say, ask.say)}


def test_where_several_cards_are_called_alike_none_gets_the_rule(
    drawer: PayerCardDrawer, tmp_path: Path
) -> None:
    text = EXAMPLE.read_text("utf-8")
    drawer.keep(drawer.look(EXAMPLE))
    assert not drawer.has_several("Example Mutual Dental")
    drawer.keep(drawer.look(_file(tmp_path, text.replace("id: example-mutual", "id: other"))))
    assert drawer.has_several("Example Mutual Dental")
    ask = CardAsk(field="diagnoses", say="Add it.", because="It is asked.")
    with pytest.raises(MissingCard):
        drawer.begin_with_rule("Example Mutual Dental", "D9311", ask, EOB)


def test_only_who_may_change_cards_adds_to_one(stock: Stock) -> None:
    store = MemoryStore()
    PayerCardDrawer(store, TRAIL, stock).keep(PayerCardDrawer(store, TRAIL, stock).look(EXAMPLE))
    with store.writing() as found:
        found.staff.save(samples.dentist("s1"))
        boss = samples.dentist("boss").model_copy(update={"role": StaffRole.MANAGER})
        found.staff.save(boss)
    ask = CardAsk(field="diagnoses", say="Add it.", because="It is asked.")
    with pytest.raises(NotAllowed):
        PayerCardDrawer(store, TRAIL, stock).propose_rule("example-mutual", "D9311", ask, EOB)
    with store.reading() as found:
        (kept,) = found.payer_cards.all()
    assert kept.version == 1


@pytest.mark.parametrize(
    ("checked", "words"),
    [
        (dt.date(2026, 11, 25), "checked today"),
        (dt.date(2026, 11, 24), "checked yesterday"),
        (dt.date(2026, 11, 22), "checked 3 days ago"),
        (dt.date(2025, 11, 25), "checked 365 days ago"),
        (dt.date(2025, 11, 24), "checked 366 days ago: ask the payer again"),
        (dt.date(2026, 12, 1), "checked on 12/01/2026, a day still to come"),
    ],
)
def test_age_is_told_and_a_card_says_when_it_is_out_of_date(checked: dt.date, words: str) -> None:
    source = CardSource(title="Manual", checked=checked, author="Ada Samplemann")
    card = PayerCard(id="own", payer="Own", sources={"S1": source})
    assert age_words(checked, TODAY, card.fresh_days) == words
    assert source_line(source, TODAY) == f"Manual · {words} · Ada Samplemann"
    stale = f"Out of date: Manual, {words}." if words.endswith("again") else ""
    assert oldest_check(card, TODAY) == stale


def test_deadlines_and_appeals_are_said_with_who_signs() -> None:
    card = PayerCard(
        id="own",
        payer="Own",
        timely_filing=Window(amount=12, unit="months", counted_from="service"),
        appeals=(
            AppealRule(
                kind="provider_dispute",
                window=Window(amount=6, unit="months", counted_from="eob"),
                signer="member",
                how="By mail.",
            ),
            AppealRule(kind="member_appeal", level=2),
        ),
    )
    assert list(deadline_lines(card)) == [
        "Claims: 12 months from the date of service.",
        "Provider dispute: 6 months from the date of the EOB; signed by the member. By mail.",
        "Member appeal, level 2.",
    ]


def test_shipped_cards_are_offered_until_they_are_kept(drawer: PayerCardDrawer) -> None:
    files = drawer.shipped()
    assert "example-mutual" in {file.card.id for file in files if file.card}
    for file in files:
        drawer.keep(file)
    assert drawer.shipped() == ()
    assert len(drawer.all()) == len(files)


def test_an_exported_card_is_read_again_as_the_same(
    drawer: PayerCardDrawer, tmp_path: Path
) -> None:
    drawer.keep(drawer.look(EXAMPLE))
    drawer.export("example-mutual", tmp_path / "out.yaml")
    assert drawer.look(tmp_path / "out.yaml").standing is Standing.SAME
    with pytest.raises(MissingCard):
        drawer.export("nobody", tmp_path / "none.yaml")


def test_a_rule_says_what_it_knows_and_what_it_does_not() -> None:
    rule = CardRule(
        covered="by_plan",
        repeat="trigger",
        repeat_note="Once is enough.",
        same_day_exclusions=("D0140", "D9310"),
        narrative_limit=2000,
    )
    assert list(rule_lines(rule)) == [
        "Covered by some plans: check the patient’s own.",
        "Reported once to switch the benefit on.",
        "Once is enough.",
        "Not together with D0140, D9310 on the same day.",
        "Reads at most 2,000 characters of the narrative.",
        "Not known yet: predetermination, prior authorization, which records, attachments.",
    ]
