"""What is said of a claim's card, benefit checks and benefits in sentences; `claim_file` asks.

Pure; the claim page shows the sentences as they are.
"""

from collections.abc import Iterator

from app.domain.claims.claim import Claim, ClaimState
from app.domain.finding.listing import search_key
from app.domain.payers.payer import PayerCard
from app.domain.reading.dates import show_date
from app.services.claims.claim_checks import Grounds, Switched, checks_for

_FACTS = {
    "timely_filing": "timely filing",
    "information_window": "time to answer a request",
    "appeals": "appeals",
    "appeals_address": "where appeals go",
    "address": "address",
    "payer_ids": "payer ids",
    "portal": "portal",
    "phone": "phone",
    "fax": "fax",
}


_SWITCHED = {
    "unknown": "whether its benefit is active is not known",
    "not_sent": "not sent to switch its benefit on",
    "sent": "sent to switch its benefit on, not processed",
    "active": "its benefit is active",
    "ended": "its benefit ended",
}


def state_words(state: ClaimState) -> str:
    """A state as screens write it."""
    return state.value[:1].upper() + state.value[1:]


def card_words(claim: Claim) -> str:
    """Which payer card the claim was made by."""
    if claim.card is None:
        return "No payer card: what this payer wants is not written down."
    return f"Payer card, version {claim.card.version}, as it was when the claim was begun."


def card_changes(card: PayerCard | None, now: PayerCard | None) -> Iterator[str]:
    """What the card says otherwise than when the claim was made, in words."""
    if card is None or now is None or card == now:
        return
    for name, words in _FACTS.items():
        if getattr(card, name) != getattr(now, name):
            yield words
    for code in sorted({*card.codes, *now.codes}):
        if card.codes.get(code) != now.codes.get(code):
            yield f"what it says of {code}"


def checked_words(grounds: Grounds) -> str:
    """How it stands with the benefit checks of the claim's codes at its payer."""
    said = [_checked(grounds, code) for code in dict.fromkeys(_noted(grounds))]
    return " ".join(said)


def trigger_words(grounds: Grounds) -> str:
    """What is known of a benefit that one code of the claim switches on; empty for no such code.

    What the note says goes before what the card and the claims let one think.
    """
    if said := grounds.switched_here():
        return " ".join(_switched(each) for each in said)
    for code in _noted(grounds):
        rule = grounds.rule(code)
        if rule is None or rule.repeat != "trigger":
            continue
        before = [each for each in grounds.served if each.code == code]
        if before:
            return f"{code} was sent before, on {show_date(before[0].on)}: check the benefit."
        sent = any(_names(each, code, grounds) for each in grounds.others)
        return f"{code} was sent and not processed." if sent else f"{code} was not sent before."
    return ""


def _switched(each: Switched) -> str:
    since = f" since {show_date(each.since)}" if each.since else ""
    return f"{each.code}: {_SWITCHED.get(each.status, _SWITCHED['unknown'])}{since}."


def _names(claim: Claim, code: str, grounds: Grounds) -> bool:
    is_same = search_key(claim.payer) == search_key(grounds.claim.payer)
    return is_same and any(line.code == code for line in claim.lines)


def _noted(grounds: Grounds) -> Iterator[str]:
    return (line.code for line in grounds.claim.lines if line.note)


def _checked(grounds: Grounds, code: str) -> str:
    checks = checks_for(grounds, code)
    if not checks:
        return f"{code}: no benefit check."
    latest = max(checks, key=lambda each: each.checked_on)
    day = show_date(latest.checked_on)
    if latest.stale_after and latest.stale_after < grounds.today:
        return f"{code}: checked {day}, out of date since {show_date(latest.stale_after)}."
    return f"{code}: checked {day}."
