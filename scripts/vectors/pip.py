# PyPI's `packaging`. Reads questions, writes answers (see refresh.ts).
#
#     python3 -m venv V && V/bin/pip install packaging && V/bin/python scripts/vectors/pip.py
#
# Advisories differ from PEP 440 in one point: "<2" includes the pre-releases of 2. That is asked of the order.
import re
import sys

from packaging.specifiers import SpecifierSet
from packaging.version import Version


def holds(version, comparison):
    operator, bound = re.fullmatch(r"\s*([=<>!~]*)\s*(.+?)\s*", comparison).groups()
    if operator == "<":
        return Version(version.public) < Version(bound)
    specifier = {"": "==", "=": "=="}.get(operator, operator) + bound
    return SpecifierSet(specifier).contains(version, prereleases=True)


def answer(kind, a, b):
    if kind == "cmp":
        a, b = Version(a), Version(b)
        return "<" if a < b else ">" if a > b else "="
    found = [all([holds(Version(a), one) for one in part.split(",")]) for part in b.split("||")]
    return "in" if any(found) else "out"


for line in sys.stdin:
    try:
        print(answer(*line.rstrip("\n").split("\t")))
    except Exception:
        print("?")
