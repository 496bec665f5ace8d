"""The JSON Schema for editors names what the loader knows, and nothing it refuses."""

from app.guides.schema import guide_schema
from app.rules.registry import REGISTRY


def test_every_part_refuses_unknown_names_and_explains_the_known_ones() -> None:
    parts = {name: part for name, part in guide_schema()["$defs"].items() if "properties" in part}
    assert {"FieldFile", "ConditionFile", "AtLeastRule", "SentenceFile"} <= set(parts)
    for part in parts.values():
        assert part["additionalProperties"] is False
    described = parts["FieldFile"]["properties"]
    assert all("description" in described[name] for name in ("id", "label", "may_be", "suggests"))


def test_each_check_has_a_rule_of_its_own_settings() -> None:
    schema = guide_schema()
    mapping = schema["properties"]["requires"]["items"]["discriminator"]["mapping"]
    assert set(mapping) == {name for name, kind in REGISTRY.items() if not kind.automatic}
    at_least = schema["$defs"]["AtLeastRule"]
    assert {"table", "rows", "where", "say", "because", "source"} <= set(at_least["properties"])
    assert "table" in at_least["required"]


def test_names_are_written_as_in_the_file() -> None:
    condition = guide_schema()["$defs"]["ConditionFile"]["properties"]
    assert {"in", "is", "all", "any", "not"} <= set(condition)
