"""Keeps settings and tells the history which of them somebody changed; the settings call it."""

from dataclasses import fields

from app.domain.audit import NOTHING, Deed
from app.log import Event
from app.services.office.office import Office
from app.settings import Settings
from app.ui.page_tools import PageTools

_BY_THEMSELVES = frozenset(
    {"window", "last_user", "scans_since", "remittances_since", "import_columns"}
)
"""What the program remembers without anybody choosing it."""


class SettingsTold:
    """Tells names of settings only: folders may name people."""

    def __init__(self, office: Office, tools: PageTools) -> None:
        self._office = office
        self._tools = tools

    def keep(self, settings: Settings) -> None:
        """Take over and keep other settings."""
        names = changed_names(self._tools.settings(), settings)
        self._tools.keep_settings(settings)
        if names:
            office = self._office
            self._tools.runner.run(
                lambda _report: office.tell(Deed.SETTINGS_CHANGED, NOTHING, fields=names),
                lambda _nothing: None,
                self._on_untold,
            )

    def _on_untold(self, error: Exception) -> None:
        """The settings hold; that the history could not be told goes to the log."""
        self._tools.words.of(error, Event.SAVE_FAILED)


def changed_names(before: Settings, after: Settings) -> list[str]:
    """The settings that differ and were chosen by somebody."""
    return [
        each.name
        for each in fields(Settings)
        if each.name not in _BY_THEMSELVES
        and getattr(before, each.name) != getattr(after, each.name)
    ]
