"""What must hold for every list: the check tells what the import does, and twice is as once."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.incoming import ImportKind
from app.services.records.importing.verdict import Outcome
from app.services.records.importing.work import Checked, Did, Imported
from tests.services.records.importing.rows import check, run, source
from tests.services.records.importing.test_patients import patient
from tests.storage.fakes import MemoryStore

DID = {
    Did.ADDED: Outcome.NEW,
    Did.UPDATED: Outcome.CHANGED,
    Did.SAME: Outcome.SAME,
    Did.LEFT: Outcome.LOOKALIKE,
    Did.REFUSED: Outcome.REFUSED,
}

# Few of each, so that rows meet.
GIVEN, FAMILY = (
    st.sampled_from(["Nia", "NIA", "Theo", ""]),
    st.sampled_from(["Sampleton", "Muster"]),
)
CHART, BORN = st.sampled_from(["", "1", "2", "12"]), st.sampled_from(["", "1/2/1980", "3/4/1990"])
PHONE = st.sampled_from(["", "555-010-0101", "555-010-0102"])
PAYER, ORDER = st.sampled_from(["First Mutual", "Second Mutual"]), st.sampled_from(["1", "2", "3"])
MEMBER = st.sampled_from(["A", "B"])
NPI = st.sampled_from(["", "1234567893", "1245319599"])

LISTS = {
    ImportKind.PATIENTS: ("First,Last,Chart,DOB,Phone", (GIVEN, FAMILY, CHART, BORN, PHONE)),
    ImportKind.COVERAGES: ("Chart,Payer,Order,Member ID", (CHART, PAYER, ORDER, MEMBER)),
    ImportKind.PROFESSIONALS: ("First,Last,NPI,Phone", (GIVEN, FAMILY, NPI, PHONE)),
}


def outcomes(imported: Imported) -> dict[Outcome, int]:
    return {DID[did]: number for did, number in imported.counts.items()}


def lists(kind: ImportKind) -> st.SearchStrategy[str]:
    head, cells = LISTS[kind]
    rows = st.tuples(*cells).map(",".join)
    return st.lists(rows, min_size=1, max_size=8).map(lambda made: "\n".join([head, *made]))


@given(st.sampled_from(sorted(LISTS)).flatmap(lambda kind: st.tuples(st.just(kind), lists(kind))))
def test_the_import_does_what_the_check_said_and_a_second_one_nothing(
    asked: tuple[ImportKind, str],
) -> None:
    made = MemoryStore()
    with made.writing() as found:
        found.patients.save(patient())
    wanted = source(*asked)
    said: Checked = check(made, wanted)
    assert outcomes(run(made, wanted)) == said.counts
    again = check(made, wanted)
    assert again.counts.get(Outcome.NEW, 0) == 0
    assert again.counts.get(Outcome.CHANGED, 0) == 0
    assert again.counts.get(Outcome.LOOKALIKE, 0) <= said.counts.get(Outcome.LOOKALIKE, 0)
