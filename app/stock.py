"""What ships with the program, read once: guides, channels, retention rules; bootstrap hands it on.

Nothing heavy is imported before the first dialog is painted: each method imports what it reads.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

from app import paths
from app.errors import DamagedInstallation

if TYPE_CHECKING:  # see the module's docstring
    from pathlib import Path

    from app.domain.claims.reason import Reasons
    from app.domain.guides.guide import Guide
    from app.domain.packs.channel import Channel
    from app.domain.payers.payer import PayerCard
    from app.domain.requests.retention import RetentionRule
    from app.guides.cards import LoadedCard
    from app.guides.problem import Problem
    from app.services.ports.card import Requires
    from app.services.printing.catalogue import CardRules


class Stock:
    """What ships with the program and every practice works with: loaded once, on any thread."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._guides: Mapping[str, Guide] | None = None
        self._channels: Mapping[str, Channel] | None = None
        self._reasons: Reasons | None = None

    def guides(self) -> Mapping[str, Guide]:
        """The guides by code. Raises DamagedInstallation."""
        from app.guides.catalogue import load_guides

        with self._turn:
            if self._guides is None:
                guides, problems = load_guides(paths.resources_folder() / "guides")
                if problems or not guides:
                    raise DamagedInstallation
                self._guides = guides
            return self._guides

    def channels(self) -> Mapping[str, Channel]:
        """The channels by id. Raises DamagedInstallation."""
        from app.guides.channels import load_channels

        with self._turn:
            if self._channels is None:
                channels, problems = load_channels(paths.resources_folder() / "channels")
                if problems or not channels:
                    raise DamagedInstallation
                self._channels = channels
            return self._channels

    @staticmethod
    def retention_rules() -> Mapping[str, RetentionRule]:
        """How long records are kept, by state. Raises DamagedInstallation."""
        from app.guides.retention import shipped_rules

        return shipped_rules(paths.resources_folder() / "retention")

    def reasons(self) -> Reasons:
        """What payers' reasons mean and what answers them. Raises DamagedInstallation."""
        from app.guides.reasons import shipped_reasons

        guides = self.guides()
        with self._turn:
            if self._reasons is None:
                self._reasons = shipped_reasons(paths.resources_folder() / "reasons", guides)
            return self._reasons

    def warm(self) -> None:
        """Import and load what an open practice needs, while somebody types the passphrase."""
        import filelock  # noqa: F401 - taken when the practice is opened

        import app.pdf.renderer
        import app.storage.keys
        import app.storage.opening
        import app.ui.window.joined_ways  # noqa: F401 - all of these are only imported here
        from app import crypto

        # Wrapping a key that is thrown away loads the ciphers.
        least = crypto.Cost(passes=1, memory_kib=8, lanes=1)
        crypto.wrap_with_passphrase(crypto.new_database_key(), "rehearsal", "none", least)
        self.guides()
        self.channels()

    def card_rules(self, file_text: str) -> CardRules | None:
        """A payer card's rules; None when the guides have changed so that it no longer loads."""
        from app.services.printing.catalogue import CardRules

        loaded, _ = self.read_card(file_text, "payer card")
        return CardRules(loaded.card, loaded.requires) if loaded else None

    @staticmethod
    def read_card_file(path: Path) -> tuple[str | None, tuple[Problem, ...]]:
        """The text of a payer card's file, or None and why it cannot be had."""
        from app.guides.files import read_file

        return read_file(path)

    @staticmethod
    def write_card(card: PayerCard, requires: Requires, before: str) -> str:
        """The text of a payer card and its rules, with the comments of its text before."""
        from app.guides.card_writing import write_card
        from app.guides.cards import LoadedCard

        return write_card(LoadedCard(card, requires), before)

    @staticmethod
    def shipped_cards() -> tuple[str, ...]:
        """The texts of the payer cards that ship."""
        files = sorted((paths.resources_folder() / "payers").glob("*.yaml"))
        return tuple(file.read_text("utf-8") for file in files)

    def read_card(self, text: str, file: str) -> tuple[LoadedCard | None, tuple[Problem, ...]]:
        """The payer card in a text, read against the guides, or every problem of it."""
        from app.guides.cards import read_card

        return read_card(text, file, self.guides())
