"""`chartproof server`: sets a PostgreSQL server up, and lets this computer join one; by `app.cli`.

`prepare` and `upgrade` are for whoever keeps the server and run on that computer, as the user that
PostgreSQL runs as (on Windows as administrator). `join` and `check` are for the other computers of
the office.
"""

import argparse
import datetime as dt
import getpass
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from app.verbs.console import DONE, NEEDED, UNREADABLE, Verbs, complain
from app.verbs.practice import practice_here

if TYPE_CHECKING:  # a verb imports what it needs when it runs
    from app.storage.server.server import ServerLogin

USUAL_DATABASE = "chartproof"

Done = TypeVar("Done")


def usual_admin(system: str) -> str:
    """The superuser of a server as it is installed; `system` as in `sys.platform`.

    Debian and its kin let the user `postgres` in by the socket, without a password. Windows has no
    socket; elsewhere it may lie anywhere.
    """
    if system == "linux":
        return "postgresql://postgres@/postgres?host=/var/run/postgresql"
    return "postgresql://postgres@localhost/postgres"


def restart_words(system: str) -> str:
    """How PostgreSQL is restarted; `system` as in `sys.platform`."""
    ways = {"linux": " (sudo systemctl restart postgresql)", "win32": " (its service, in Services)"}
    return f"Restart PostgreSQL once{ways.get(system, '')}, so that other computers reach it."


def add_to(verbs: Verbs) -> None:
    """Declare the verbs and what does them."""
    server = verbs.add_parser("server", help="work together on a PostgreSQL server").add_subparsers(
        title="verbs", metavar="VERB", required=True
    )
    prepare = server.add_parser("prepare", help="set up the server on this computer")
    prepare.add_argument("--name", required=True, help="the name or address others reach it by")
    upgrade = server.add_parser("upgrade", help="bring the server to this version")
    admin = usual_admin(sys.platform)
    for verb, run in ((prepare, _prepare), (upgrade, _upgrade)):
        verb.add_argument(
            "--admin",
            default=admin,
            metavar="ADDRESS",
            help=f"the server's superuser; {admin} unless given",
        )
        verb.add_argument(
            "--database", default=USUAL_DATABASE, help=f"{USUAL_DATABASE} unless given"
        )
        verb.set_defaults(run=run)
    join = server.add_parser("join", help="work with the practice on a server from now on")
    join.add_argument("code", nargs="+", help="the pairing code that `server prepare` printed")
    join.set_defaults(run=_join)
    check = server.add_parser("check", help="say whether this computer gets into its server")
    check.set_defaults(run=_check)


def _prepare(chosen: argparse.Namespace) -> int:
    from app.storage.server.pairing import MOST_HOST, code_of
    from app.storage.server.server_setup import is_usable_name, prepare_server

    if not (chosen.name.isascii() and len(chosen.name) <= MOST_HOST):
        complain("Give the server's name in plain letters, or its address.")
        return UNREADABLE
    if not is_usable_name(chosen.database):
        complain("Name the database in small letters, digits and underscores, at most 41.")
        return UNREADABLE
    admin = _admin(chosen.admin)
    if admin is None:
        return UNREADABLE
    prepared = _as_superuser(
        admin,
        lambda login: prepare_server(login, chosen.name, chosen.database, dt.datetime.now(dt.UTC)),
    )
    print("The server is ready. Let every computer of the office join with this pairing code:\n")
    print(f"    chartproof server join {code_of(prepared.pairing)}\n")
    print("Whoever has the code can read the practice's records: hand it over, do not mail it.")
    print("Preparing the server again makes another one, and this one void.")
    if prepared.needs_restart:
        complain(restart_words(sys.platform))
        return NEEDED
    return DONE


def _upgrade(chosen: argparse.Namespace) -> int:
    from app.storage.server.server_setup import upgrade_database

    admin = _admin(chosen.admin)
    if admin is None:
        return UNREADABLE
    _as_superuser(admin, lambda login: upgrade_database(login, chosen.database))
    print("The server has this version's tables.")
    return DONE


def _join(chosen: argparse.Namespace) -> int:
    """Returns NEEDED where no keychain takes the password: then a person has to see to it."""
    from app import paths
    from app.settings import read_settings, write_settings
    from app.storage.server.pairing import read_code
    from app.storage.server.server_joining import join_server
    from app.storage.server.server_login import PASSWORD_VARIABLE, keep_password

    pairing, problems = read_code("".join(chosen.code))
    if pairing is None:
        complain(problems[0])
        return UNREADABLE
    data = paths.data_folder()
    login = join_server(pairing, data)
    settings, _ = read_settings(data)
    write_settings(data, replace(settings, database=login.address.text))
    print(f"This computer now works with the practice on {login.address.host}.")
    if keep_password(login.address, pairing.password):
        return DONE
    complain(
        "There is no keychain here to keep the server's password in. Set the environment variable"
        f" {PASSWORD_VARIABLE} to it, then start Chartproof:"
    )
    print(pairing.password.reveal().decode())
    return NEEDED


def _check(chosen: argparse.Namespace) -> int:
    """Returns DONE, NEEDED without a practice there, UNREADABLE for an address that is none."""
    del chosen
    from app import paths
    from app.errors import MissingKeyFile
    from app.settings import read_settings
    from app.storage.server.server_address import ADDRESS_VARIABLE
    from app.storage.server.server_login import find_address

    settings, _ = read_settings(paths.data_folder())
    if not (settings.database or os.environ.get(ADDRESS_VARIABLE)):
        print("This computer works with a practice of its own, in a file.")
        return DONE
    given, problems = find_address(settings.database, os.environ)
    for problem in problems:
        complain(problem)
    if given is None:
        return UNREADABLE
    try:
        practice_here().keys()
    except MissingKeyFile:
        complain(f"The server {given.address.host} is ready, and there is no practice on it yet.")
        return NEEDED
    print(f"The practice on {given.address.host} is reached and can be opened.")
    return DONE


def _admin(text: str) -> "ServerLogin | None":
    """The superuser's login; None, with a sentence, for an address that is none."""
    from app.storage.server.server_address import read_address
    from app.storage.server.server_login import login_of

    given, problems = read_address(text)
    for problem in problems:
        complain(problem)
    return None if given is None else login_of(given, os.environ)


def _as_superuser(admin: "ServerLogin", act: Callable[["ServerLogin"], Done]) -> Done:
    """Do something as the superuser, whose password is asked for where the server wants one."""
    from app.crypto import Secret
    from app.server_errors import ServerPasswordMissing

    try:
        return act(admin)
    except ServerPasswordMissing:
        typed = getpass.getpass(f"Password of {admin.address.role}, who keeps the server: ")
    return act(replace(admin, password=Secret(typed.encode())))
