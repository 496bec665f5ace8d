"""What the world can refuse (disk, key, stale row), each with its own sentence for the screen.

Raised by `app.crypto`, `app.storage` and `app.settings`; shown as they are by the windows and the
command line. A sentence says what happened and what to do next. It is fixed text: no name, path,
key or passphrase can ride in one, so it may be logged.
"""

from typing import ClassVar


class Failure(Exception):  # noqa: N818 - not only errors: a wrong passphrase is an everyday event
    """Base of all: `str()` is the sentence to show."""

    sentence: ClassVar[str] = "Something outside Chartproof refused. Try again."

    def __init__(self) -> None:
        super().__init__(self.sentence)


class DamagedInstallation(Failure):
    """A guide that ships with the program is missing or broken."""

    sentence = "Chartproof’s own guides are missing or damaged. Install the program again."


class WrongPassphrase(Failure):
    """The passphrase does not unwrap the database key."""

    sentence = "That is not the passphrase. Check Caps Lock; if it is forgotten, ask a manager."


class WrongRecoveryKey(Failure):
    """The recovery key does not unwrap the database key."""

    sentence = "That recovery key belongs to another practice. Look for this practice’s printout."


class LockedFile(Failure):
    """Another program holds the practice file."""

    sentence = "Chartproof is already open on this practice. Close it there, then try again."


class ClosedPractice(Failure):
    """Work that came too late: the practice was closed or locked meanwhile, and stays closed."""

    sentence = "The practice was closed meanwhile. Open it with your passphrase, then try again."


class NewerSchema(Failure):
    """A later program version wrote the practice file."""

    sentence = "A newer Chartproof wrote this practice file. Install that version or a later one."


class DamagedFile(Failure):
    """The practice file cannot be read with its own key, or a page of it fails its check."""

    sentence = "The practice file is damaged. Keep it as it is, and restore the latest backup."


class DamagedNote(DamagedFile):
    """What one draft holds cannot be read; the rest of the practice file can."""

    sentence = (
        "This draft is damaged and cannot be read. It stays as it is, and every other note goes on"
        " working. Restore the latest backup: Settings, Backups."
    )


class MissingKeyFile(Failure):
    """The database is there, the file with its wrapped keys is not."""

    sentence = "The key file beside the practice file is missing. Put it back from a backup."


class DamagedKeyFile(Failure):
    """The file with the wrapped keys is there and cannot be read."""

    sentence = "The key file beside the practice file is damaged. Put it back from a backup."


class NewerKeyFile(Failure):
    """A later program version wrote the file with the wrapped keys."""

    sentence = "A newer Chartproof wrote the key file. Install that version or a later one."


class MissingPracticeFile(Failure):
    """The file with the wrapped keys is there, the database is not."""

    sentence = "The practice file is missing, its key file is there. Restore the latest backup."


class PracticeExists(Failure):
    """A first start found a practice in the folder."""

    sentence = "There is a practice in this folder already. Open it with its passphrase."


class DiskFull(Failure):
    """The disk took no more."""

    sentence = "The disk is full. Free some space, then save again; what you typed is still here."


class FailingDisk(DiskFull):
    """The disk did not write or read, and does not say that it is full."""

    sentence = (
        "The disk did not write or read: it may be full, failing or unplugged. Check it, then try"
        " again; what you typed is still here."
    )


class ReadOnlyFolder(Failure):
    """The program may not write where it should: the practice's folder, or one for documents."""

    sentence = "This folder cannot be written to. Ask for write access, then try again."


class HeldFile(ReadOnlyFolder):
    """Another program has the file open, and Windows lets nobody replace it meanwhile."""

    sentence = (
        "The file is open in another program, or protected. Close it there, then save again, or"
        " choose another name."
    )


class MissingFolder(Failure):
    """The folder that files should be written to is not there."""

    sentence = "That folder is not there any more. Choose another one."


class StaleNote(Failure):
    """The note was saved elsewhere since it was read: `version` has moved on."""

    sentence = (
        "Somebody else saved this note since you opened it. Compare both versions, then go on."
    )


class StaleRecord(Failure):
    """A patient, person, practice or verification was saved elsewhere since it was read."""

    sentence = (
        "This entry was changed elsewhere since you opened it. Look at what is stored, then go on."
    )


class UnsaidSource(Failure):
    """A payer card was changed, and nobody said who or what says so."""

    sentence = "Say under “Where this comes from” who or what says so, then save."


class MissingCard(Failure):
    """A coverage names a payer card that was never kept here."""

    sentence = (
        "The payer card of this coverage is not here. Write it under Payer cards, or choose another"
        " one for the coverage."
    )


class UnfitCard(Failure):
    """A kept payer card asks for something that the forms of this version no longer have."""

    sentence = (
        "This payer card no longer fits the forms of this version. Export it, mend the file, and"
        " read it in again."
    )


class ClaimBlocked(Failure):
    """A note on a claim may not leave the office: unsigned, void, restricted, or broken."""

    sentence = "Something on this claim may not be sent. The claim says what; mend it first."


class FullSpool(Failure):
    """More was typed without the server than is kept on one computer."""

    sentence = (
        "This computer keeps no more unsaved notes. Leave this note open until the server is"
        " reached again."
    )


class DamagedSpool(Failure):
    """What was kept on this computer for the server cannot be read; it was set aside."""

    sentence = (
        "What was kept on this computer while the server was not reached cannot be read. It was"
        " set aside beside the settings: compare the latest notes with what you remember."
    )


class ChangedMeanwhile(Failure):
    """A note got another entry while its pages were counted and printed."""

    sentence = "A note was changed while this was made. Make it again."


class StalePack(Failure):
    """Note, document or channel have changed since a pack was laid out."""

    sentence = (
        "The note, a document or the channel was changed meanwhile. The pack was laid out again:"
        " look at it, then make it."
    )


class SignedNote(Failure):
    """Somebody tried to save over a signed note."""

    sentence = "This note is signed and cannot change. Start a new note for what came later."


class MissingDocument(Failure):
    """Evidence that a note names is not in the database."""

    sentence = "An attached document is missing. Restore the latest backup or attach it again."


class DamagedDocument(Failure):
    """The bytes of a piece of evidence no longer match their SHA-256."""

    sentence = "An attached document is damaged. Restore the latest backup or attach it again."


class TakenNumber(Failure):
    """An attachment control number was given out before."""

    sentence = "This attachment number was used before. Choose another one."


class AlreadySent(Failure):
    """That a pack was sent is recorded once."""

    sentence = "This pack is recorded as sent already. Make a new pack to send it again."


class NumberSent(Failure):
    """Two packs under one attachment control number would be one for the payer."""

    sentence = (
        "Another pack with this attachment number is recorded as sent. Make a new pack: it gets a"
        " number of its own."
    )


class RestrictedByPatient(Failure):
    """The patient pays for a service and wants nothing of it sent to the plan."""

    sentence = (
        "The patient wants nothing of this sent to the plan. Send nothing, or end the restriction"
        " with a reason."
    )


class SignatureBroken(Failure):
    """A signed note is not what was signed any more."""

    sentence = "The note’s signature does not match its content. Restore the latest backup."


class LightTableFailed(Failure):
    """The child process that handles foreign files died, or ran out of time or memory."""

    sentence = (
        "This document could not be handled within safe limits. Scan or print it to a new PDF,"
        " then attach that."
    )


class NoBackup(Failure):
    """There is no backup where one was looked for."""

    sentence = "There is no backup in this folder. Choose the folder that backups are written to."


class SeveralPractices(Failure):
    """A folder holds backups of more than one practice."""

    sentence = "There are backups of several practices here. Choose one of the folders in it."


class DamagedBackup(Failure):
    """A backup does not hold what was put into it, or belongs to another key."""

    sentence = "This backup is damaged or belongs to another practice. Use an older one."


class NewerBackup(Failure):
    """A later program version made the backup."""

    sentence = "A newer Chartproof made this backup. Install that version or a later one."


class MissingBackupFolder(Failure):
    """The folder or share that backups go to is not there, or went away."""

    sentence = (
        "The backup folder cannot be reached. Connect the drive or the network, then try again."
    )


class FullBackupFolder(Failure):
    """The disk that backups go to took no more."""

    sentence = (
        "The disk with the backup folder is full. Free some space there; older backups are whole."
    )


class ReadOnlyBackupFolder(Failure):
    """The backup folder may not be written."""

    sentence = "The backup folder cannot be written to. Ask for write access, or choose another."


class BackupUnderWay(Failure):
    """Another program is writing to the same backups."""

    sentence = "Another backup to this folder is under way. Wait until it has ended."


class BusyPractice(Failure):
    """The database could not be held still: somebody read it for seconds on end."""

    sentence = "The practice is busy just now. Back up again in a minute."


class OtherPractice(Failure):
    """A backup of one practice was to take the place of another one."""

    sentence = "This backup is of another practice. Restore it into a folder of its own."


class TakenFolder(Failure):
    """Something stands already where a practice was to be restored to."""

    sentence = "There is something in that folder already. Name a new or empty one."


class NotAllowed(Failure):
    """Somebody asked for an act that their roles do not give them; screens do not offer it."""

    sentence = "Your roles do not allow that. A manager can do it, or change your roles."


class NotSignedIn(Failure):
    """An act needs a signing key, and whoever is at the keyboard has none or has not given it."""

    sentence = "Type your passphrase to sign. Somebody without one asks a manager for an account."


class ClockBehind(Failure):
    """The clock stands before the moment somebody's signing key was made."""

    sentence = "This computer’s clock is behind. Set date and time, then sign."


class NoSupervisor(Failure):
    """Somebody who is no dentist wants to sign, and no dentist is set who signs after them."""

    sentence = (
        "No dentist is set who signs after you. Enter your supervising dentist under Practice and"
        " directory, then sign."
    )


class VoidedNote(Failure):
    """Somebody wants to add to a note that was voided."""

    sentence = "This note is void, and nothing is added to it. Start a new note for what is right."


class TriesUsedUp(Failure):
    """Too many wrong secrets in a row: the next try has to wait, longer each time."""

    sentence = "Too many wrong tries. Wait until the time shown has passed, then try again."


class UndecidedAnswers(Failure):
    """A note is to be signed that has answers without a place in the form as it is now."""

    sentence = (
        "Some answers no longer fit the form. Decide about them in the notice above the note, then"
        " sign."
    )


class StillAhead(Failure):
    """A note is to be signed that tells of a time later today."""

    sentence = "A time in this note is still to come. Correct it, or sign when it has passed."
