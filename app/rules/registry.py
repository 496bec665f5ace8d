"""Every kind of check by its name; the guide loader and the compiler look kinds up here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType, ModuleType
from typing import Any

from app.domain.facts.facts import Facts
from app.domain.guides.paths import Place
from app.rules.checks import (
    apart,
    at_least,
    avoids_words,
    credentialed,
    date_order,
    differs_from_earlier,
    distinct_date,
    first_diagnosis,
    history_limit,
    min_length,
    never,
    no_blanks,
    not_counted_elsewhere,
    not_future,
    not_same_day,
    number_range,
    one_of,
    pattern,
    readable,
    required,
    supervised,
)


@dataclass(frozen=True, slots=True)
class CheckKind:
    """One kind of check: its parameters' type, what it reads, and the check itself.

    `params` is Any on purpose: each kind has its own Params, and the guide loader has validated it.
    A kind that `asks` wants an answer; any other judges one that was given and passes without.
    """

    name: str
    params: type[Any]
    reads: Callable[[Any], tuple[str, ...]]
    check: Callable[[Any, Facts, Place], bool]
    asks: bool
    automatic: bool


def _kind(module: ModuleType, *, automatic: bool = False) -> CheckKind:
    asks = module in _ASKING
    return CheckKind(module.KIND, module.Params, module.reads, module.check, asks, automatic)


_GUIDE_KINDS = (
    apart,
    at_least,
    avoids_words,
    credentialed,
    date_order,
    differs_from_earlier,
    distinct_date,
    first_diagnosis,
    history_limit,
    min_length,
    never,
    not_counted_elsewhere,
    not_future,
    not_same_day,
    number_range,
    one_of,
    pattern,
    required,
    supervised,
)

_ASKING = (at_least, one_of, required)

REGISTRY: Mapping[str, CheckKind] = MappingProxyType(
    {module.KIND: _kind(module) for module in _GUIDE_KINDS}
    | {module.KIND: _kind(module, automatic=True) for module in (readable, no_blanks)}
)
