"""What a user set on this computer, in a TOML file; bootstrap reads it before the first window.

Nothing here is about patients: the file is plain text. Reading never fails: what cannot be read is
set aside or left at its default, with one sentence each. No pydantic here: the theme is needed
before the first dialog paints (see `app/decisions`).
"""

import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from app.errors import Failure
from app.files import make_private_folder, patiently, rename_whole, write_whole

FILE_NAME = "settings.toml"
SET_ASIDE = "settings.unreadable.toml"

Theme = Literal["system", "light", "dark"]
ImportColumns = Mapping[str, Mapping[str, int]]

MOST_REMEMBERED = 20
"""Files whose columns are remembered."""


@dataclass(frozen=True, slots=True)
class Window:
    """Where the main window was, in device-independent pixels."""

    x: int
    y: int
    width: int
    height: int
    maximized: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings with their defaults. `last_user` is a staff id, never a name.

    `idle_minutes` is when an idle program locks itself. `import_columns` is which column held which
    field, by a digest of a file's headings: the headings themselves stay out, a list without any
    would begin with a patient. `scanner_folder` is watched for new scans unless empty; new are
    files changed later than `scans_since`, in nanoseconds by the clock of their disk;
    `remittance_folder` and `remittances_since` are the same for payment files. `backup_folder` is
    where backups go; none are made while it is empty. `aging_by` is whether the age of claims is
    counted from the day they were `sent` or from the `service`. `database` is the address of the
    practice's server, without a password; while it is empty the practice is in a file here.
    `keychain_users` are those whom this computer's keychain lets in (staff ids).
    """

    theme: Theme = "system"
    scale_percent: int = 100
    window: Window | None = None
    last_user: str = ""
    idle_minutes: int = 10
    scanner_folder: str = ""
    scans_since: int = 0
    remittance_folder: str = ""
    remittances_since: int = 0
    aging_by: str = "sent"
    backup_folder: str = ""
    database: str = ""
    keychain_users: tuple[str, ...] = ()
    import_columns: ImportColumns = field(default_factory=dict)

    def with_columns(self, digest: str, columns: Mapping[str, int]) -> "Settings":
        """The settings with the columns of a file remembered; the oldest of many is forgotten."""
        others = {key: kept for key, kept in self.import_columns.items() if key != digest}
        newest = list(others.items())[-(MOST_REMEMBERED - 1) :]
        return replace(self, import_columns={**dict(newest), digest: dict(columns)})


def read_settings(folder: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings in a folder, and a sentence for everything in the file that is not one."""
    file = folder / FILE_NAME
    try:
        table = tomllib.loads(patiently(partial(file.read_text, "utf-8")))
    except FileNotFoundError:
        return Settings(), ()
    except (OSError, ValueError):  # ValueError: not TOML, or not UTF-8
        with suppress(OSError, Failure):
            rename_whole(file, folder / SET_ASIDE)
        return Settings(), (f"The settings could not be read and were set aside as {SET_ASIDE}.",)
    return _settings(table)


def write_settings(folder: Path, settings: Settings) -> None:
    """Write the settings whole or not at all. Raises DiskFull, ReadOnlyFolder."""
    import tomli_w  # when first needed: the first window only reads

    table = {name: value for name, value in asdict(settings).items() if value is not None}
    make_private_folder(folder)
    write_whole(folder / FILE_NAME, tomli_w.dumps(table).encode("utf-8"))


def _settings(table: Mapping[str, object]) -> tuple[Settings, tuple[str, ...]]:
    good: dict[str, Any] = {}
    problems: list[str] = []
    for name, value in table.items():
        if name in _FORMER:
            continue
        if name not in _RULES:
            problems.append(f"There is no setting “{name}”. It is left out.")
            continue
        read, words = _RULES[name]
        try:
            good[name] = read(value)
        except (ValueError, TypeError):
            problems.append(f"The setting “{name}” must be {words}. Its default is used.")
    return Settings(**good), tuple(problems)


def _within(low: int, high: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError
        return value

    return read


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(map(_text, value))


def _theme(value: object) -> str:
    if value not in ("system", "light", "dark"):
        raise ValueError
    return str(value)


def _aged_by(value: object) -> str:
    if value not in ("sent", "service"):
        raise ValueError
    return str(value)


def _window(value: object) -> Window:
    if not isinstance(value, dict):
        raise TypeError
    maximized = value.get("maximized", False)
    place, extent = _within(-100_000, 100_000), _within(1, 100_000)
    return Window(
        place(value.get("x")),
        place(value.get("y")),
        extent(value.get("width")),
        extent(value.get("height")),
        maximized is True,
    )


def _import_columns(value: object) -> ImportColumns:
    if not isinstance(value, dict):
        raise TypeError
    column = _within(0, 10_000)
    return {
        _text(digest): {_text(name): column(number) for name, number in _table(columns).items()}
        for digest, columns in value.items()
    }


def _table(value: object) -> dict[object, object]:
    if not isinstance(value, dict):
        raise TypeError
    return value


_FORMER = frozenset({"export_folder"})
"""Settings of earlier versions; that they are gone is nobody's mistake."""

# Each setting: how it is read, and what it must be, in words.
_RULES: Mapping[str, tuple[Callable[[object], object], str]] = {
    "theme": (_theme, "system, light or dark"),
    "scale_percent": (_within(50, 300), "a whole number from 50 to 300"),
    "window": (_window, "x, y, width and height, in numbers"),
    "last_user": (_text, "a staff id"),
    "idle_minutes": (_within(1, 480), "a whole number from 1 to 480"),
    "scanner_folder": (_text, "a folder"),
    "aging_by": (_aged_by, "sent or service"),
    "backup_folder": (_text, "a folder"),
    "scans_since": (_within(0, 2**63 - 1), "a moment in nanoseconds"),
    "remittance_folder": (_text, "a folder"),
    "remittances_since": (_within(0, 2**63 - 1), "a moment in nanoseconds"),
    "database": (_text, "the address of a server"),
    "keychain_users": (_texts, "staff ids"),
    "import_columns": (_import_columns, "tables of column numbers"),
}
