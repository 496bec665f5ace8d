"""The kinds of appeal in words: what each is, what its letter is called and asks, who signs.

`appeals` and `appeal_letters` take their words here, the pages show them. What the kinds are is
general knowledge of dental billing; the payer's notice and card say which of them are open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.domain.claims.claim import Appeal
from app.domain.payers.payer import AppealKind

Signer = Literal["treating_dentist", "practice", "member", "unknown"]


@dataclass(frozen=True, slots=True)
class KindWords:
    """`request` is what a letter asks at first; `{codes}` and `{day}` are filled in."""

    label: str
    short: str
    means: str
    title: str
    request: str
    signer: Signer


_REVIEW = "Please review your decision and pay {codes} of {day}."

KINDS: Mapping[AppealKind, KindWords] = {
    "provider_dispute": KindWords(
        "Provider dispute",
        "under our contract",
        "The practice contests the decision under its contract with the payer.",
        "Provider dispute",
        _REVIEW,
        "treating_dentist",
    ),
    "member_appeal": KindWords(
        "Member appeal",
        "needs the authorization",
        "The member’s own right. It needs the member’s signed authorization before it is sent.",
        "Appeal on behalf of the member",
        _REVIEW,
        "member",
    ),
    "peer_review": KindWords(
        "Peer review",
        "a dentist looks at it",
        "A dentist of the payer, or of the dental society, looks at the case with ours.",
        "Request for peer review",
        "Please have a dentist review your decision on {codes} of {day}, and call ours.",
        "treating_dentist",
    ),
    "fair_hearing": KindWords(
        "Fair hearing",
        "Medicaid, by the state",
        "Medicaid: the state hears the member. It needs the member’s signed authorization.",
        "Request for a fair hearing",
        "Please hear the member about the decision on {codes} of {day}.",
        "member",
    ),
    "external_review": KindWords(
        "External review",
        "after the plan’s own levels",
        "Somebody outside the plan decides, after the plan’s own levels. It is the member’s right.",
        "Request for external review",
        "Please have the decision on {codes} of {day} reviewed by somebody outside the plan.",
        "member",
    ),
    "documents": KindWords(
        "Documents asked for",
        "no appeal",
        "Sends what the payer asked for. This is no appeal; none is used up.",
        "Documents you asked for",
        "Enclosed is what you asked for. Please decide on {codes} of {day} with it.",
        "practice",
    ),
    "corrected_claim": KindWords(
        "Corrected claim",
        "no letter",
        "A new claim takes the old one’s place. It is begun on the claim, not with a letter.",
        "Corrected claim",
        "Please decide on the corrected claim.",
        "practice",
    ),
}

WRITTEN: tuple[AppealKind, ...] = tuple(kind for kind in KINDS if kind != "corrected_claim")
"""The kinds that have a letter."""

OF_MEMBER: frozenset[AppealKind] = frozenset({"member_appeal", "fair_hearing", "external_review"})
"""The member's own rights: somebody else needs the member's signed authorization."""

SIGNERS: Mapping[str, str] = {
    "treating_dentist": "Treating dentist",
    "practice": "For the practice",
    "member": "For the member, by signed authorization",
    "unknown": "For the practice",
}

OUTCOMES: Mapping[str, str] = {
    "upheld": "The payer stays with its decision",
    "overturned": "The payer changed its decision",
    "partly": "The payer changed a part of it",
    "withdrawn": "We withdrew it",
}


def appeal_name(appeal: Appeal) -> str:
    """What an appeal is called: its kind and level."""
    label = KINDS[appeal.kind].label
    return label if appeal.kind == "documents" else f"{label}, level {appeal.level}"
