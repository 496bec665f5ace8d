"""Names the system libraries that Qt needs and a Linux machine lacks; called by `verbs.py`.

The lists are what `ldd` misses on a minimal Debian 12 for the Qt libraries and plugins that the
program loads. Windows and macOS bring everything themselves.
"""

import ctypes
from collections.abc import Callable, Mapping

# What Qt loads for any window, on a screen or off it: library name -> Debian package.
ALWAYS = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
}

# What its X11 plugin loads besides.
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# What its Wayland plugin loads besides.
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}


def wanted(environ: Mapping[str, str]) -> dict[str, str]:
    """The libraries for the display that these environment variables announce.

    A chosen platform plugin (QT_QPA_PLATFORM) other than xcb gets the common ones only.
    """
    chosen = environ.get("QT_QPA_PLATFORM", "")
    if chosen.startswith("xcb") or (not chosen and environ.get("DISPLAY")):
        return ALWAYS | X11
    if chosen.startswith("wayland") or (not chosen and environ.get("WAYLAND_DISPLAY")):
        return ALWAYS | WAYLAND
    return ALWAYS


def loads(library: str) -> bool:
    """Tells whether the system's loader finds the library and all that it needs."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing(libraries: Mapping[str, str], loads: Callable[[str], bool] = loads) -> dict[str, str]:
    """The entries whose library cannot be loaded here."""
    return {name: package for name, package in libraries.items() if not loads(name)}


def sentence(lacking: Mapping[str, str]) -> str:
    """Names the missing libraries and the command that installs them."""
    packages = sorted(set(lacking.values()))
    return (
        f"These system libraries are missing: {', '.join(sorted(lacking))}. Install them "
        f"(Debian, Ubuntu: sudo apt-get install {' '.join(packages)}; elsewhere the packages "
        "that hold them), then start again."
    )
