"""Whatever is edited, undone and redone: judging only what changed equals judging it all."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.documents.narrative.narration import narrate, narrate_again
from app.documents.narrative.narrative import tell
from app.domain.facts.facts import Facts
from app.domain.guides.answers import NotGiven
from app.domain.guides.guide import Purpose, Severity
from app.domain.notes.note import Content
from app.rules.engine import answered_warnings, asked_for, evaluate
from app.services.notes.change import Change
from tests.small_guide import GUIDE, draft

WORDS = ["pain", "other", "chart_only", "bill", "call", "walk"]
TEXTS = ["plain words", "medical clearance", "a ___ left", "x"]
NUMBERS = ["", "t", "t-3", "11/3", "2/30", "20", "90", "555-010-0123"]
TYPED = st.sampled_from([*NUMBERS, *WORDS, *TEXTS])
TOP_FIELDS = ["reason", "which", "why_that", "day", "billing", "summary"]
VISIT_FIELDS = ["on", "minutes", "kind", "number"]


class DraftMachine(RuleBasedStateMachine):
    """Edits a draft over the small guide as a restless user would."""

    def __init__(self) -> None:
        super().__init__()
        self.draft = draft()
        self.narration = narrate(GUIDE, self.facts())

    @rule(field=st.sampled_from(TOP_FIELDS), typed=TYPED)
    def type_at_top(self, field: str, typed: str) -> None:
        self.edited(self.draft.set_answer(field, typed))

    @rule(field=st.sampled_from(TOP_FIELDS))
    def close(self, field: str) -> None:
        self.edited(self.draft.set_answer(field, NotGiven("none")))

    @rule()
    def add_visit(self) -> None:
        self.edited(self.draft.add_row("visits"))

    @precondition(lambda self: self.draft.rows("visits"))
    @rule(data=st.data(), field=st.sampled_from(VISIT_FIELDS), typed=TYPED)
    def type_in_visit(self, data: st.DataObject, field: str, typed: str) -> None:
        row = data.draw(st.sampled_from(self.draft.rows("visits")))
        self.edited(self.draft.set_answer(f"visits/{row}/{field}", typed))

    @precondition(lambda self: self.draft.rows("visits"))
    @rule(data=st.data())
    def duplicate_visit(self, data: st.DataObject) -> None:
        self.edited(
            self.draft.add_row("visits", data.draw(st.sampled_from(self.draft.rows("visits"))))
        )

    @precondition(lambda self: self.draft.rows("visits"))
    @rule(data=st.data())
    def remove_visit(self, data: st.DataObject) -> None:
        self.edited(
            self.draft.remove_row("visits", data.draw(st.sampled_from(self.draft.rows("visits"))))
        )

    @precondition(lambda self: self.draft.rows("visits"))
    @rule(data=st.data(), places=st.integers(-2, 2))
    def move_visit(self, data: st.DataObject, places: int) -> None:
        row = data.draw(st.sampled_from(self.draft.rows("visits")))
        self.edited(self.draft.move_row("visits", row, places))

    @precondition(lambda self: self.draft.rows("visits"))
    @rule(data=st.data(), typed=TYPED)
    def try_again(self, data: st.DataObject, typed: str) -> None:
        row = data.draw(st.sampled_from(self.draft.rows("visits")))
        table = f"visits/{row}/tries"
        self.edited(self.draft.add_row(table))
        self.edited(self.draft.set_answer(f"{table}/{self.draft.rows(table)[-1]}/on", typed))

    @precondition(lambda self: any(self.warnings()))
    @rule(data=st.data(), text=st.sampled_from(["checked with the payer", ""]))
    def answer_a_warning(self, data: st.DataObject, text: str) -> None:
        self.edited(self.draft.answer_warning(data.draw(st.sampled_from(self.warnings())), text))

    @rule()
    def undo(self) -> None:
        self.edited(self.draft.undo())

    @rule()
    def redo(self) -> None:
        self.edited(self.draft.redo())

    @rule()
    def undo_all_and_redo_all(self) -> None:
        before = self.draft.content
        steps = 0
        while change := self.draft.undo():
            self.edited(change)
            steps += 1
        assert self.draft.content == Content()
        for _ in range(steps):
            self.edited(self.draft.redo())
        assert self.draft.content == before

    def facts(self) -> Facts:
        return Facts(self.draft.content.answers, self.draft.known, self.draft.state.hidden)

    def edited(self, change: Change | None) -> None:
        """Tell the narrative again where the edit touched it, as the panel does."""
        if change is not None:
            touched = (*change.changed, *change.flipped)
            self.narration = narrate_again(self.narration, GUIDE, self.facts(), touched)

    def warnings(self) -> list[str]:
        items = self.draft.state.open_items
        return [item.id for item in items if item.severity is Severity.WARNS]

    @invariant()
    def a_change_judges_like_the_whole(self) -> None:
        d = self.draft
        whole = evaluate(d.guide, d.content.answers, d.known, d.content.reasons)
        assert d.state == whole

    @invariant()
    def a_narrative_told_again_is_the_narrative(self) -> None:
        assert self.narration.told == tell(GUIDE, self.facts())

    @invariant()
    def a_hundred_percent_means_nothing_open(self) -> None:
        total = self.draft.state.total
        items = list(self.draft.state.open_items)
        assert (total.percent() == 100) == (not items)
        assert total.open() == len(items)
        for purpose in Purpose:
            wanted = [item for item in items if purpose in item.needed_for]
            assert total.open(purpose) == len(wanted)
            asked = asked_for(self.draft.guide, self.draft.state, frozenset({purpose}))
            assert asked == total.asked(purpose)
            assert (total.percent(purpose) == 100) == (not wanted)

    @invariant()
    def a_warning_is_open_or_answered(self) -> None:
        d = self.draft
        answered = {item.id for item in answered_warnings(d.guide, d.state)}
        assert answered <= set(d.content.reasons)
        assert answered.isdisjoint(item.id for item in d.state.open_items)

    @invariant()
    def open_items_are_distinct_and_visible(self) -> None:
        items = [*self.draft.state.open_items, *self.draft.state.invitations]
        assert len({item.id for item in items}) == len(items)
        assert not any(item.path in self.draft.state.hidden for item in items)

    @invariant()
    def chart_only_leaves_no_claim_item(self) -> None:
        if self.draft.state.chart_only:
            asked = {purpose for item in self.draft.state.open_items for purpose in item.needed_for}
            assert asked <= {Purpose.CHART}


TestDraftMachine = DraftMachine.TestCase
TestDraftMachine.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
