"""Where the program looks for its own files and puts the user's."""

from pathlib import Path

import platformdirs
import pytest

from app import paths


def test_resources_beside_the_package_in_a_source_tree(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "resources").mkdir()
    assert paths.resources_folder(tmp_path / "app") == tmp_path / "resources"


def test_resources_inside_an_installed_package_win_over_a_strange_neighbor(tmp_path: Path) -> None:
    (tmp_path / "app" / "resources").mkdir(parents=True)
    (tmp_path / "resources").mkdir()
    assert paths.resources_folder(tmp_path / "app") == tmp_path / "app" / "resources"


def test_missing_resources_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="Install the program again"):
        paths.resources_folder(tmp_path / "app")


def test_the_fonts_are_where_the_program_looks() -> None:
    assert (paths.fonts_folder() / "NotoSans-Regular.ttf").is_file()


def test_home_variable_moves_data_and_logs(tmp_path: Path) -> None:
    environ = {paths.HOME_VARIABLE: str(tmp_path / "Ablage für Ärzte")}
    assert paths.data_folder(environ) == tmp_path / "Ablage für Ärzte"
    assert paths.log_folder(environ) == tmp_path / "Ablage für Ärzte" / "logs"


def test_home_variable_is_absolute_whatever_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert paths.data_folder({paths.HOME_VARIABLE: "~/charts"}) == tmp_path / "charts"
    assert paths.data_folder({paths.HOME_VARIABLE: "charts"}).is_absolute()


@pytest.mark.parametrize("environ", [{}, {paths.HOME_VARIABLE: ""}])
def test_without_home_variable_the_platform_decides(environ: dict[str, str]) -> None:
    assert paths.data_folder(environ) == platformdirs.user_data_path("Chartproof", appauthor=False)
    assert paths.log_folder(environ) == platformdirs.user_log_path("Chartproof", appauthor=False)
    assert paths.data_folder(environ).name == "Chartproof"
