"""What a practice's server can refuse: `app.storage` raises it, windows and command line show it.

The rules are those of `app.errors`: fixed sentences, what happened and what to do next.
"""

from app.errors import Failure


class ServerUnreachable(Failure):
    """The server was not reached, or the connection broke: a change under way may have been kept.

    Who saves again reads first: what was kept has moved `version` on.
    """

    sentence = (
        "The practice’s server is not reached. Check the network and that the server is on; what"
        " you typed is still here."
    )


class ServerRefused(Failure):
    """The server does not know the role, its password or the database."""

    sentence = (
        "The practice’s server does not let this computer in. Join it again with a new code:"
        " chartproof server join."
    )


class UntrustedServer(Failure):
    """The connection is not encrypted, or the server's certificate does not hold."""

    sentence = (
        "The practice’s server could not prove that it is the right one, so nothing was sent to it."
        " Ask whoever keeps the server."
    )


class ServerDiskFull(Failure):
    """The disk of the server took no more."""

    sentence = (
        "The disk of the practice’s server is full. Ask whoever keeps the server to free some"
        " space, then save again; what you typed is still here."
    )


class ReadOnlyServer(Failure):
    """The server takes no changes: a standby, or somebody set it so."""

    sentence = (
        "The practice’s server takes no changes just now. Ask whoever keeps the server, then save"
        " again; what you typed is still here."
    )


class ServerRightLacking(Failure):
    """The role of daily use lacks a right that the program needs."""

    sentence = (
        "The practice’s server refused this computer a right it needs. Ask whoever keeps the server"
        " to run: chartproof server upgrade."
    )


class BusyServer(Failure):
    """Somebody else's change took too long, or too many programs are connected."""

    sentence = "The practice’s server is busy. Wait a moment, then try again."


class DamagedServer(Failure):
    """The server cannot read its own files."""

    sentence = (
        "The database on the practice’s server is damaged, or the server’s disk fails. Ask whoever"
        " keeps the server, and keep its latest backup safe."
    )


class OlderServerSchema(Failure):
    """The tables on the server are older than this program, which may not change them."""

    sentence = (
        "The practice’s server was set up by an older Chartproof. Ask whoever keeps the server to"
        " run: chartproof server upgrade."
    )


class UnusableServerAddress(Failure):
    """The address in the settings or the environment is none, or not a safe one."""

    sentence = (
        "The address of the practice’s server cannot be used. This says what is wrong with it:"
        " chartproof server check."
    )


class ServerPasswordMissing(Failure):
    """The password of the role on the server is not known to this computer."""

    sentence = (
        "This computer does not know the password for the practice’s server. Join the server again"
        " with a new code: chartproof server join."
    )


class BackupByServer(Failure):
    """A practice on a server was to be backed up block by block."""

    sentence = (
        "This practice is on a server, and Chartproof backs up files only. Have whoever keeps the"
        " server back it up every day with pg_dump."
    )


class MoveMismatch(Failure):
    """What arrived at the other place is not what was sent."""

    sentence = (
        "The copy is not the same as the practice, so it is not used, and the practice stays where"
        " it is. Try again; if it happens again, check both disks."
    )


class NoServerHere(Failure):
    """Whoever prepares a server named none that answers."""

    sentence = (
        "No PostgreSQL answers there. Start it, or name the one that is meant with --admin: README"
        " shows how for another port."
    )


class KeeperRefused(Failure):
    """PostgreSQL, or the folder it keeps its files in, refuses whoever prepares a server."""

    sentence = (
        "PostgreSQL does not let this user set it up. On Linux run this as the user that it runs"
        " as (sudo -u postgres …), on Windows in a terminal opened as administrator, with the"
        " password of its superuser."
    )


class OldServer(Failure):
    """A server of a version that cannot do what is asked of it."""

    sentence = (
        "This PostgreSQL is too old. Install version 14 or a later one, then prepare it again."
    )
