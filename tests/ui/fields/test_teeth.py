"""Teeth by hand and by chart say the same."""

from app.domain.guides.answers import Teeth
from app.domain.guides.guide import Field, FieldKind
from app.ui.fields.teeth_control import TeethChart, TeethControl
from tests.ui.fields.desk import Desk, MakeDesk, click

TEETH = Field("f", FieldKind.TEETH, "Teeth or area")


def chart_of(at: Desk) -> TeethChart:
    control = at.editor.findChild(TeethControl)
    assert isinstance(control, TeethControl)
    return control.open_chart()


def test_the_chart_has_every_tooth_and_area_once(desk: MakeDesk) -> None:
    at = desk(TEETH)
    chart = chart_of(at)
    permanent = {str(number) for number in range(1, 33)}
    primary = set("ABCDEFGHIJKLMNOPQRST")
    assert set(chart.buttons) == permanent | primary | {"UR", "UL", "LR", "LL", "01", "02", "00"}


def test_the_chart_is_drawn_as_one_looks_at_the_patient(desk: MakeDesk) -> None:
    at = desk(TEETH)
    chart = chart_of(at)
    place = {token: button.geometry().center() for token, button in chart.buttons.items()}
    assert place["1"].x() == place["32"].x() < place["8"].x() < place["9"].x() < place["16"].x()
    assert place["1"].y() < place["A"].y() < place["T"].y() < place["32"].y()
    assert place["8"].x() == place["E"].x() == place["P"].x() == place["25"].x()


def test_clicks_are_typed_into_the_line(desk: MakeDesk) -> None:
    at = desk(TEETH)
    chart = chart_of(at)
    for token in ("14", "16", "15", "UR"):
        click(chart.buttons[token])
    assert at.said == ["14", "14, 16", "14-16", "UR, 14-16"]
    assert at.answer == Teeth(("UR", "14", "15", "16"))
    assert at.line.text() == "UR, 14-16"
    assert chart.isVisible()


def test_the_chart_shows_what_is_typed_and_takes_it_away(desk: MakeDesk) -> None:
    at = desk(TEETH)
    at.type_in("3")
    chart = chart_of(at)
    assert [token for token, button in chart.buttons.items() if button.isChecked()] == ["3"]
    click(chart.buttons["3"])
    assert at.said[-1] is None
    assert at.line.text() == ""


def test_teeth_without_a_button_are_kept(desk: MakeDesk) -> None:
    at = desk(TEETH)
    at.type_in("51")
    click(chart_of(at).buttons["1"])
    assert at.answer == Teeth(("1", "51"))
