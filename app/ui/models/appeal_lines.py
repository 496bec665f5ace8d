"""An appeal in words: until when, who signs, where it stands; the page of one shows them."""

import datetime as dt

from app.domain.claims.claim import Appeal
from app.domain.reading.dates import show_date
from app.services.cards.appeal_words import KINDS, OUTCOMES, SIGNERS
from app.services.denials.appeal_file import AppealFile
from app.ui.models.denial_words import days_words


def until_words(file: AppealFile, today: dt.date) -> str:
    """Until when it must be there and who signs; once it was sent, how; once it ended, how."""
    appeal = file.appeal
    if appeal.was_dropped:
        day = f" on {show_date(appeal.outcome_on)}" if appeal.outcome_on else ""
        return f"Given up{day}, before anything was sent."
    if appeal.outcome:
        day = f" on {show_date(appeal.outcome_on)}" if appeal.outcome_on else ""
        notice = f" “{appeal.notice}”" if appeal.notice else ""
        return f"{OUTCOMES[appeal.outcome]}{day}.{notice} {_sent(appeal)}"
    if appeal.sent_on:
        return f"{_sent(appeal)} The payer’s answer is awaited."
    parts = [KINDS[appeal.kind].means]
    if file.ends:
        when = f"{show_date(file.ends.due)}, {days_words(file.ends.due, today)}"
        parts.append(f"Send it by {when} ({file.ends.basis}).")
    else:
        parts.append("No last day is known: read the notice.")
    parts.append(f"Signed by: {SIGNERS[file.signer].lower()}.")
    if file.how:
        parts.append(f"The payer wants: {file.how}.")
    return " ".join(parts)


def _sent(appeal: Appeal) -> str:
    if appeal.sent_on is None:
        return ""
    tracking = f", {appeal.tracking}" if appeal.tracking else ""
    return f"Sent {show_date(appeal.sent_on)} by {appeal.sent_how}{tracking}."
