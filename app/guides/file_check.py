"""Checks one file for the command line: guide, payer card, channel, retention rule or reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.guides.guide import Guide
from app.guides.cards import read_card
from app.guides.channels import read_channel
from app.guides.files import read_file, read_tree
from app.guides.loader import read_guide
from app.guides.problem import Problem
from app.guides.reasons import facts_of, read_reasons
from app.guides.retention import read_retention


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What a file turned out to be, and everything to mend in it."""

    title: str
    problems: tuple[Problem, ...]


def check_file(path: Path, guides: Mapping[str, Guide]) -> FileCheck:
    """Check a file; cards and reasons are checked against `guides`.

    A card has a payer and no sections; a channel has rules about files instead, a retention rule a
    state, a list of reasons its reasons.
    """
    text, problems = read_file(path)
    if text is None:
        return FileCheck("", problems)
    tree, _ = read_tree(text, str(path))
    if tree is not None and tree.child("payer") and not tree.child("sections"):
        loaded, problems = read_card(text, str(path), guides)
        return FileCheck(f"payer card of {loaded.card.payer}" if loaded else "", problems)
    if tree is not None and tree.child("files") and not tree.child("sections"):
        channel, problems = read_channel(text, str(path))
        return FileCheck(f"channel {channel.title}" if channel else "", problems)
    if tree is not None and tree.child("state") and not tree.child("sections"):
        rule, problems = read_retention(text, str(path))
        return FileCheck(f"retention rule of {rule.name}" if rule else "", problems)
    if tree is not None and tree.child("reasons") and not tree.child("sections"):
        reasons, problems = read_reasons(text, str(path), facts_of(guides))
        return FileCheck(f"list of reasons “{reasons.id}”" if reasons else "", problems)
    guide, problems = read_guide(text, str(path))
    title = f"guide for {guide.code}, version {guide.version}" if guide else ""
    return FileCheck(title, problems)
