"""What can stand between somebody and the practice beside a wrong passphrase; part of `errors`."""

from app.errors import Failure, WrongPassphrase


class CodeNeeded(Failure):
    """The account asks for a code of an authenticator app, and none was typed."""

    sentence = "Type the code that your authenticator app shows now."


class WrongCode(WrongPassphrase):
    """The code is not one of now, or was used before."""

    sentence = "That is not the code, or it was used already. Wait for the next one and type it."


class AccountClosed(Failure):
    """Somebody who left typed a passphrase that an older key file still knows."""

    sentence = "This account is closed. A manager can open it again under Practice and directory."


class KeyReplaced(Failure):
    """A passphrase from before it was forgotten and set anew: an older key file was put back."""

    sentence = "This passphrase was replaced by a newer one. Put the newest key file back."


class LastManager(Failure):
    """A change after which nobody who can sign in could look after people."""

    sentence = (
        "Nobody else who may change people can sign in. Give another manager an account first."
    )


class NoKeychain(Failure):
    """The system has no keychain, it stays shut, or it holds no key for this practice."""

    sentence = "This computer’s keychain does not open the practice. Type your passphrase."


class KeyLeftInKeychain(Failure):
    """Somebody wants to do without the keychain, and it stays shut: the key is still there."""

    sentence = (
        "This computer’s keychain stays shut, so your key is still in it. Open the system’s own"
        " program for passwords, and delete the entry “Chartproof” there."
    )
