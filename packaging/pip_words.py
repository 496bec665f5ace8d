"""Turns what pip prints into words for people; called by `environment.py`."""

import re

DOWNLOAD = re.compile(r"Downloading (?:.*/)?([\w.]+)-\d\S* \(([\d.]+ [MG]B)\)")

# What pip's output holds -> what happened and what to do. The first that fits wins: a wrong hash
# must never read as a network fault, and a network fault ends in "no matching distribution" too.
FAILURES = {
    "do not match the hashes": (
        "A downloaded package is not the one that was locked, so nothing of it was installed. "
        "Start again; if it stays so, ask your network's administrator what changes downloads."
    ),
    "no space left on device": "The disk is full: free about 2 GB, then start again.",
    "certificate_verify_failed": (
        "The package server's certificate is not trusted here. Ask your network's administrator "
        "for the certificate file and set PIP_CERT to its path, then start again."
    ),
    (
        r"failed to establish a new connection|name resolution|getaddrinfo failed|timed out"
        r"|network is unreachable|proxyerror|connection aborted|connection reset"
    ): (
        "The package server cannot be reached. Check the network (behind a proxy, set "
        "HTTPS_PROXY), then start again."
    ),
    "no matching distribution found|is not a supported wheel": (
        "A locked package has no ready-made file for this system. Chartproof installs on 64-bit "
        "Windows (x64 Python), macOS 15 or newer on Apple silicon, and Linux with glibc 2.34 or "
        "newer (on ARM 2.39)."
    ),
    r"windows long path|winerror 206\b": (
        "The path of this folder is too long for Windows. Move it to a place with a shorter one,"
        " such as C:\\Chartproof, then start again there."
    ),
    r"permission denied|access is denied|winerror 5\b|winerror 32\b|being used by another": (
        "A file of .venv is in use or not yours. Close every running Chartproof, then start again."
    ),
}


def progress(line: str) -> str:
    """Turns one line of pip into news worth showing; empty for all but large downloads."""
    download = DOWNLOAD.search(line)
    return f"  downloading {download[1]}, {download[2]}" if download else ""


def explain(output: str) -> str:
    """Says what went wrong and what to do, from all that pip printed."""
    for pattern, sentence in FAILURES.items():
        if re.search(pattern, output, re.IGNORECASE):
            return sentence
    return "The packages could not be installed."
