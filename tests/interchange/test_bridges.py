"""Program links and bridge files: the conventions, and the hostile things that may stand there."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.incoming import Arrival
from app.interchange import bridges
from app.interchange.bridges import read_bridge, read_bridge_file, read_program_link
from tests.named_pipe import named_pipe

TODAY = dt.date(2026, 11, 22)
BORN = dt.date(1961, 4, 30)
MARISOL = Arrival("Marisol", "Testwell", birth_date=BORN, chart_number="12")


def arrived(*arguments: str) -> Arrival:
    arrival, problems = read_program_link(arguments, TODAY)
    assert arrival, problems
    return arrival


@pytest.mark.parametrize(
    "arguments",
    [
        ("PatNum=12", "LName=Testwell", "FName=Marisol", "Birthdate=04/30/1961"),
        ("--patnum", "12", "--lname", "Testwell", "--fname", "Marisol", "--birthdate", "4/30/1961"),
        ("--PatNum=12", "--LName=Testwell", "--FName=Marisol", "--Birthdate=1961-04-30"),
        ("PatNum=12", "NameFL=Marisol Testwell", "Birthdate=19610430"),
        ("--PN", "12", "--LN", "Testwell", "--FN", "Marisol", "--BD", "4/30/1961"),
    ],
)
def test_the_ways_to_write_a_program_link(arguments: tuple[str, ...]) -> None:
    assert arrived(*arguments) == MARISOL


def test_a_value_with_blanks_that_nobody_quoted_stays_together() -> None:
    found = arrived("LName=Van", "der", "Muster", "FName=Ana", "Maria", "PatNum=7")
    assert (found.family, found.given) == ("Van der Muster", "Ana Maria")
    assert arrived("LName=Muster", "-", "Beispiel", "PatNum=7").family == "Muster - Beispiel"


def test_placeholders_nobody_replaced_count_as_not_given() -> None:
    found = arrived("LName=Testwell", "FName=Marisol", "ChartNumber=[ChartNumber]", "HmPhone=[]")
    assert found == Arrival("Marisol", "Testwell")
    assert read_program_link(["PatNum=[PatNum]", "LName=[LName]"], TODAY) == (
        None,
        (bridges.NOTHING,),
    )


def test_the_chart_number_goes_before_the_number_of_the_system() -> None:
    assert arrived("PatNum=12", "ChartNumber=T-7").chart_number == "T-7"
    assert arrived("PatNum=12", "ChartNumber=").chart_number == "12"


@pytest.mark.parametrize("gender", ["Male", "Unknown", "X", "", "[Gender]", "\u202e"])
def test_genders_are_not_looked_at(gender: str) -> None:
    assert arrived("PatNum=12", f"Gender={gender}", "SSN=000-00-0000") == Arrival(chart_number="12")


def test_a_date_nobody_can_read_is_said_and_the_rest_taken() -> None:
    arrival, problems = read_program_link(["PatNum=12", "Birthdate=30/04/1961"], TODAY)
    assert arrival == Arrival(chart_number="12")
    assert problems == (
        "Date of birth: There is no month 30: type the month first, such as 11/03/2026.",
    )


@pytest.mark.parametrize(
    "name",
    ["O'Sample\"; DROP", "a\nb\r\nc", "\u202ellewtseT", "../../etc/passwd", "C:\\con", "%n%s"],
)
def test_hostile_names_are_only_text(name: str) -> None:
    found = arrived(f"LName={name}", "FName=Marisol")
    assert found.family
    assert not any(sign in found.family for sign in "\n\r\u202e")


def test_a_name_of_ten_thousand_letters_is_left_out() -> None:
    assert arrived("PatNum=12", "LName=" + "x" * 10_000).family == ""


INI = "[Patient]\r\nPatNum=12\r\nLast Name=Testwell\r\nFirst Name = Marisol\r\nDOB=4/30/1961\r\n"


@pytest.mark.parametrize(
    "text",
    [
        INI,
        INI.replace("[Patient]\r\n", ""),
        "[Doctor]\r\nLName=Samplemann\r\nFName=Ada\r\n" + INI,
        "Testwell, Marisol  4/30/1961  (12)\nPN=12\nLN=Testwell\nFN=Marisol\nBD=4/30/1961\nSX=F\n",
        "; made by a test\n  PN=12\n\n\tLN=Testwell\n=x\n[]\nFN=Marisol\nBD=04/30/1961\n[Images]\n",
        'Testwell,Marisol,,12,04/30/1961,U,"",,,\r\n',
        '"Testwell", "Marisol", "", "12", "1961-04-30"',
    ],
)
def test_the_two_styles_of_bridge_files(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bridge.ini"
    path.write_bytes(text.encode("cp1252"))
    assert read_program_link([str(path)], TODAY) == (MARISOL, ())


def test_a_bridge_file_of_an_older_program_keeps_its_letters() -> None:
    arrival, _ = read_bridge("PN=1\nLN=Müller\nFN=José\n".encode("cp1252"), TODAY)
    assert arrival == Arrival("José", "Müller", chart_number="1")


def test_a_comma_line_has_the_address_too() -> None:
    line = 'Testwell,Marisol,A,12,04/30/1961,F,"1 Example St, Apt 2",Testville,CA,90000,5550100199'
    arrival, _ = read_bridge(line.encode(), TODAY)
    assert arrival == Arrival(
        "Marisol",
        "Testwell",
        "A",
        BORN,
        "12",
        "555-010-0199",
        "1 Example St, Apt 2",
        "Testville",
        "CA",
        "90000",
    )


@pytest.mark.parametrize("path", ["//server/share/bridge.ini", "\\\\server\\share\\bridge.ini"])
def test_network_paths_are_not_read(path: str) -> None:
    assert read_program_link([path], TODAY) == (None, (bridges.NETWORK,))


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/stdin", "nowhere.ini", ".", "", "a\x00b"])
def test_what_is_no_plain_file_ends_in_a_sentence(path: str) -> None:
    arrival, problems = read_program_link([path], TODAY)
    assert arrival is None
    assert problems in ((bridges.NO_FILE,), (bridges.NOTHING,))


@pytest.mark.parametrize("path", ["/proc/kmsg", "/proc/self/mem", "/dev/zero", "/dev/stdin", "CON"])
def test_what_looks_like_a_file_of_the_system_names_nobody(path: str) -> None:
    arrival, problems = read_bridge_file(path, TODAY)
    assert arrival is None
    assert len(problems) == 1


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = named_pipe(tmp_path / "pipe")
    assert read_program_link([str(pipe)], TODAY) == (None, (bridges.NO_FILE,))


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.ini"
    with path.open("wb") as file:
        file.truncate(3 * 2**30)  # a hole of three gigabytes
    assert read_program_link([str(path)], TODAY) == (None, (bridges.TOO_LARGE,))


def test_a_file_of_neither_style_is_refused() -> None:
    assert read_bridge(b"hello\n", TODAY) == (None, (bridges.NOT_UNDERSTOOD,))
    assert read_bridge(b"", TODAY) == (None, (bridges.NOT_UNDERSTOOD,))


@given(st.lists(st.text(max_size=30), max_size=6))
def test_any_arguments_end_in_a_patient_or_a_sentence(arguments: list[str]) -> None:
    arrival, problems = read_program_link(arguments, TODAY)
    assert arrival is not None or problems


@given(
    st.binary(max_size=300)
    | st.text(max_size=100).map(lambda text: f"LN={text}".encode("utf-8", "ignore"))
)
def test_any_bytes_end_in_a_patient_or_a_sentence(content: bytes) -> None:
    arrival, problems = read_bridge(content, TODAY)
    assert arrival is not None or problems
