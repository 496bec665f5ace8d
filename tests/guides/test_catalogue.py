"""Shipped guides and cards load clean; a folder with bad files gives the good ones and says why."""

from pathlib import Path

import pytest

from app.guides.cards import load_card
from app.guides.catalogue import load_guides
from app.guides.check_fields import WANTS
from app.paths import resources_folder
from app.rules.compiled import CompiledGuide
from app.rules.registry import REGISTRY
from tests.guides.sample import GUIDE

CARDS = sorted((resources_folder() / "payers").glob("*.yaml"))


def test_the_shipped_guides_have_no_problems_and_compile() -> None:
    guides, problems = load_guides(resources_folder() / "guides")
    assert problems == ()
    assert sorted(guides) == ["D9311", "D9997"]
    assert all(CompiledGuide(guide).rules for guide in guides.values())


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_the_shipped_cards_have_no_problems(path: Path) -> None:
    guides, _ = load_guides(resources_folder() / "guides")
    card, problems = load_card(path, guides)
    assert problems == ()
    assert card is not None
    assert all(source.checked for source in card.card.sources.values())


def test_a_folder_gives_its_good_guides_and_every_problem(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GUIDE, encoding="utf-8")
    (tmp_path / "b.yaml").write_text("code: D9311", encoding="utf-8")
    (tmp_path / "c.yaml").write_text(GUIDE, encoding="utf-8")
    guides, problems = load_guides(tmp_path)
    assert list(guides) == ["D9311"]
    files = {Path(problem.file).name for problem in problems}
    assert files == {"b.yaml", "c.yaml"}
    assert "another guide for D9311" in problems[-1].text


def test_every_kind_of_check_says_which_fields_it_can_judge() -> None:
    assert set(WANTS) == {name for name, kind in REGISTRY.items() if not kind.automatic}
