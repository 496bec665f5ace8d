"""The command line: the second door to the services, and the way the window is started.

Exit codes: 0 done or complete; 1 something is still needed or has to be mended; 2 the input could
not be read, or not all of it; 3 the disk refused, or something unexpected happened.

Each verb imports what it needs when it runs, so that `--version` costs nothing.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from app import __version__, core_dumps
from app.verbs import (
    audit,
    backup,
    deadlines,
    evidence,
    guides,
    moving,
    notes,
    opening,
    remit,
    report,
    server,
    verify,
)
from app.verbs.console import DONE, FAILED, STOPPED, complain


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit code. Whatever happens ends in a sentence."""
    from app.errors import Failure

    core_dumps.forbid()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console may lack a character
    chosen = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = chosen.run
    try:
        code = run(chosen)
        print(end="", flush=True)  # a window started without a terminal has no stdout
        return code
    except Failure as failure:
        complain(str(failure))
    except BrokenPipeError:
        # Whoever read along has gone; what is left unsaid must not fail once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (KeyboardInterrupt, EOFError):  # the other: nobody is there to answer what is asked
        return STOPPED
    except OSError as error:
        why = f" ({error.strerror})" if error.strerror else ""
        complain(f"{error.filename or 'The output'} cannot be used{why}. Choose another place.")
    except Exception as error:  # noqa: BLE001 - the last stop: a sentence instead of a traceback
        complain(_unexpected(error))
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="chartproof",
        description="Chart notes and claim attachments that stand up to a reviewer."
        " Without a verb, the window opens.",
    )
    parser.set_defaults(run=_window)
    parser.add_argument("--version", action="version", version=f"chartproof {__version__}")
    parser.add_argument("--theme", choices=["system", "light", "dark"], help="colors of the window")
    parser.add_argument(
        "--self-test",
        action="store_const",
        const=_self_test,
        dest="run",
        help="open the window unseen on a practice of its own, print one document, say OK",
    )
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")
    files = (notes, verify, evidence, guides, opening, remit)
    for module in (*files, backup, audit, deadlines, report, server, moving):
        module.add_to(verbs)
    return parser


def _window(chosen: argparse.Namespace) -> int:
    from app.bootstrap import run_window

    return run_window(chosen.theme)


def _self_test(chosen: argparse.Namespace) -> int:
    del chosen
    from app.bootstrap import self_test

    self_test()
    print("OK")
    return DONE


def _unexpected(error: Exception) -> str:
    """Log what nobody foresaw, without its words, and say where the log is."""
    from app.log import FILE_NAME, Event, open_log
    from app.paths import log_folder

    folder = log_folder()
    log = open_log(folder)
    log.failure(Event.UNEXPECTED, error)
    log.close()
    return (
        "Something unexpected went wrong, and nothing more was done."
        f" {folder / FILE_NAME} says where, and holds nothing about patients."
    )
