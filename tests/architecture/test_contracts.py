"""The import contracts of pyproject.toml hold, and none of them looks away."""

from pathlib import Path

from importlinter import api, cli

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_every_contract_holds() -> None:
    assert cli.lint_imports(config_filename=str(PROJECT), no_cache=True, no_logo=True) == 0


def test_no_contract_ignores_an_import() -> None:
    contracts = api.read_configuration(str(PROJECT))["contracts_options"]
    assert len(contracts) > 10
    assert [contract["name"] for contract in contracts if "ignore_imports" in contract] == []
