"""Where files live: resources that ship with the program, and the user's own data and logs.

Called by `app.bootstrap`, which passes the folders on. Nothing is created here.
"""

import os
from collections.abc import Mapping
from pathlib import Path

HOME_VARIABLE = "CHARTPROOF_HOME"
_NAME = "Chartproof"


def resources_folder(package: Path | None = None) -> Path:
    """Return the folder of guides, fonts, icons and samples.

    A wheel and a frozen program carry it inside the package, a source tree beside it. The inner
    place is asked first: beside an installed package, `resources` may be anybody's.
    Raises FileNotFoundError when neither is there.
    """
    package = package or Path(__file__).resolve().parent
    for folder in (package / "resources", package.parent / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("Chartproof’s resources folder is missing. Install the program again.")


def fonts_folder() -> Path:
    """Return the folder of the bundled fonts, for `app.pdf` and the user interface."""
    return resources_folder() / "fonts"


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the database: CHARTPROOF_HOME if set, else the platform's own place."""
    if home := environ.get(HOME_VARIABLE):
        return Path(home).expanduser().absolute()
    from platformdirs import user_data_path  # as late as it is needed

    return user_data_path(_NAME, appauthor=False)


def log_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the log files: inside CHARTPROOF_HOME if set, else the platform's."""
    if environ.get(HOME_VARIABLE):
        return data_folder(environ) / "logs"
    from platformdirs import user_log_path  # as late as it is needed

    return user_log_path(_NAME, appauthor=False)
