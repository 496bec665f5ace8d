"""The audit trail as somebody writes it in the tests: a fixed time, one person."""

from app.services.trail import Trail
from tests.small_guide import NOW

TRAIL = Trail(lambda: NOW, "s1")
