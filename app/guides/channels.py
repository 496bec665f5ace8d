"""Reads a channel file: how an attachment travels, and the limits it sets with their sources.

Bootstrap loads the shipped folder with it; the command line checks single files.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from app.domain.packs.channel import Channel
from app.guides.check_rules import check_source
from app.guides.files import read_file, read_tree
from app.guides.loader import located, names_in
from app.guides.mending import fit
from app.guides.names import Names
from app.guides.problem import Finding, Problem

_RULES = ("files", "narrative", "number", "pages")
_KEPT_BY_PROGRAM = ("own", "retired")


def load_channels(folder: Path) -> tuple[Mapping[str, Channel], tuple[Problem, ...]]:
    """The channels of a folder's `.yaml` files by their ids, and every problem of all files.

    A file with problems gives no channel; of two with one id the first by file name stays.
    """
    channels: dict[str, Channel] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        channel, found = load_channel(path)
        problems += found
        if channel is None:
            continue
        if channel.id in channels:
            text = f"There is another channel “{channel.id}” in this folder: keep one of them."
            problems.append(Problem(str(path), 0, text))
        else:
            channels[channel.id] = channel
    return channels, tuple(problems)


def load_channel(path: Path) -> tuple[Channel | None, tuple[Problem, ...]]:
    """The channel in a file, or None and every problem. Never raises for the file's content."""
    text, problems = read_file(path)
    return (None, problems) if text is None else read_channel(text, str(path))


def read_channel(text: str, file: str) -> tuple[Channel | None, tuple[Problem, ...]]:
    """The channel in a text; `file` names it in problems."""
    tree, problems = read_tree(text, file)
    if tree is None:
        return None, problems
    fitted = fit(tree, Channel, _channel_names)
    crossed = tuple(_cross_check(fitted.model, fitted.lost)) if fitted.model else ()
    found = (*problems, *located(fitted, crossed, file))
    if found or fitted.model is None:
        return None, tuple(sorted(set(found)))
    return fitted.model, ()


@cache
def _channel_names() -> frozenset[str]:
    """Every name that a channel file can have before a colon, offered for misspelled ones."""
    return names_in(Channel.model_json_schema()).difference(_KEPT_BY_PROGRAM)


def _cross_check(channel: Channel, lost: frozenset[str]) -> Iterator[Finding]:
    """A limit without its source is hearsay; every group that is written down names one."""
    names = Names((), lost)
    for name in _RULES:
        rules = getattr(channel, name)
        if name not in channel.model_fields_set:
            continue
        if rules.source:
            yield from check_source(rules.source, (name, "source"), names, channel.sources)
        else:
            yield (name,), f"Say where this comes from: add “source: …” to “{name}”."
    for name in _KEPT_BY_PROGRAM:
        if name in channel.model_fields_set:
            yield (name,), f"“{name}” is not known here: take it out."
