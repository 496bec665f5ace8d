"""A restriction keeps everything of a service from its plan, until it ends with a reason."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rpds import HashTrieMap

from app.domain.packs.pack import PackWish
from app.domain.practice.people import Coverage
from app.domain.requests.restriction import Restriction
from app.errors import RestrictedByPatient, StalePack
from app.services.packs.pack_making import PackTrial
from app.services.restrictions import barred
from tests.packing_desk import PORTAL, PackingDesk
from tests.storage.fakes import MemoryStore

EARLY = dt.date(2020, 1, 1)


@pytest.fixture
def desk() -> Iterator[PackingDesk]:
    made = PackingDesk.over(MemoryStore())
    yield made
    made.office.close()


def restrict(desk: PackingDesk, payer: str, **more: object) -> Restriction:
    values = {
        "id": "r1",
        "patient": desk.note().patient_id,
        "payer": payer,
        "asked_on": EARLY,
        "since": EARLY,
        **more,
    }
    return desk.office.records.save(Restriction.model_validate(values)).record


def primary(desk: PackingDesk) -> str:
    with desk.office.store.reading() as found:
        patient = found.patients.get(desk.note().patient_id)
    assert patient
    return patient.coverages[0].payer


def trial(desk: PackingDesk) -> PackTrial:
    packs = desk.office.packs
    channel = next(each for each in packs.channels() if each.id == PORTAL.id)
    return packs.lay_out(packs.material(desk.note().id), channel, PackWish())


def said(trial: PackTrial) -> list[str]:
    return [misfit.text for misfit in trial.misfits if "asked on" in misfit.text]


def test_a_restriction_blocks_packs_and_its_end_lets_them_go(desk: PackingDesk) -> None:
    held = restrict(desk, primary(desk))
    assert not trial(desk).may_be_made
    assert f"goes to {primary(desk)}" in said(trial(desk))[0]
    ended = {"ended_on": EARLY, "ended_because": "The check was returned unpaid"}
    desk.office.records.save(held.model_copy(update=ended))
    assert trial(desk).may_be_made
    assert said(trial(desk)) == []


def test_a_restriction_on_every_plan_blocks_whoever_pays(desk: PackingDesk) -> None:
    restrict(desk, "")
    assert not trial(desk).may_be_made


def test_a_restriction_on_every_plan_blocks_where_no_plan_is_known(desk: PackingDesk) -> None:
    restrict(desk, "")
    with desk.office.store.writing() as found:
        patient = found.patients.get(desk.note().patient_id)
        assert patient
        found.patients.save(patient.model_copy(update={"coverages": ()}))
    with desk.office.store.reading() as found:
        assert barred(found, replace(desk.note(), known=HashTrieMap())).blocks


def test_another_payer_is_packed_for_and_the_other_coverage_warned_of(desk: PackingDesk) -> None:
    restrict(desk, "Second Sample Plan")
    assert said(trial(desk)) == []
    with desk.office.store.writing() as found:
        patient = found.patients.get(desk.note().patient_id)
        assert patient
        second = Coverage(order=2, payer="Second Sample Plan")
        found.patients.save(
            patient.model_copy(update={"coverages": (*patient.coverages[:1], second)})
        )
    laid_out = trial(desk)
    assert laid_out.may_be_made
    assert "Do not send this pack there." in said(laid_out)[0]


def test_services_before_it_are_not_covered(desk: PackingDesk) -> None:
    restrict(desk, primary(desk), since="2099-01-01")
    assert trial(desk).may_be_made


def test_a_restriction_that_came_meanwhile_makes_nothing(desk: PackingDesk) -> None:
    laid_out = trial(desk)
    restrict(desk, primary(desk))
    with pytest.raises(StalePack):
        desk.office.packs.make(laid_out)
    assert desk.office.packs.of_note(desk.note().id) == ()


def test_a_pack_made_before_is_not_written_any_more(desk: PackingDesk, tmp_path: Path) -> None:
    pack = desk.office.packs.make(trial(desk))
    restrict(desk, primary(desk))
    with pytest.raises(RestrictedByPatient):
        desk.office.packs.write(pack, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_plan_that_was_first_when_the_note_was_signed_counts_too(desk: PackingDesk) -> None:
    before = primary(desk)
    with desk.office.store.writing() as found:
        patient = found.patients.get(desk.note().patient_id)
        assert patient
        changed = Coverage(payer="Second Sample Plan")
        found.patients.save(patient.model_copy(update={"coverages": (changed,)}))
    restrict(desk, before)
    assert not trial(desk).may_be_made


def test_the_claim_data_say_it_too(desk: PackingDesk) -> None:
    note = desk.note()
    draft = desk.office.charting.open(note.id)
    desk_of_claims = desk.office.claim_desk
    assert desk_of_claims.look(note, draft.guide, draft.known).restricted == ""
    restrict(desk, primary(desk))
    said = desk_of_claims.look(note, draft.guide, draft.known).restricted
    assert f"goes to {primary(desk)}" in said
