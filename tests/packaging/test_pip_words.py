"""What pip says becomes one sentence with what to do."""

import pytest

from pip_words import explain, progress

NO_NETWORK = """
WARNING: Retrying after connection broken by 'NewConnectionError: Failed to establish a new
connection: [Errno -3] Temporary failure in name resolution'
ERROR: Could not find a version that satisfies the requirement alembic==1.20.1
ERROR: No matching distribution found for alembic==1.20.1
"""

NO_LONG_PATHS = """
ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory
HINT: This error might have occurred since this system does not have Windows Long Path support
enabled.
"""


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (NO_NETWORK, "Check the network"),
        ("ReadTimeoutError: Read timed out.", "Check the network"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE", "not the one that was locked"),
        ("Read timed out.\nTHESE PACKAGES DO NOT MATCH THE HASHES", "not the one that was locked"),
        ("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", "PIP_CERT"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: No matching distribution found for PyYAML==6.0.3", "no ready-made file"),
        ("[WinError 32] The process cannot access the file", "Close every running Chartproof"),
        (NO_LONG_PATHS, "with a shorter one"),
        ("[WinError 206] The filename or extension is too long", "with a shorter one"),
        ("[WinError 59] something else", "could not be installed"),
        ("", "could not be installed"),
    ],
)
def test_each_failure_has_its_own_sentence(output: str, sentence: str) -> None:
    assert sentence in explain(output)


@pytest.mark.parametrize(
    ("line", "news"),
    [
        (
            "  Downloading pyside6_addons-6.11.3-cp310-abi3-manylinux_2_34_x86_64.whl (175.3 MB)",
            "  downloading pyside6_addons, 175.3 MB",
        ),
        ("  Downloading folder/pillow-13.0.0-cp311.whl (7.1 MB)", "  downloading pillow, 7.1 MB"),
        ("  Downloading Mako-1.4.3-py3-none-any.whl (78 kB)", ""),
        ("Collecting alembic==1.20.1", ""),
    ],
)
def test_only_large_downloads_are_news(line: str, news: str) -> None:
    assert progress(line) == news
