# NuGet order with SemVer 2 labels from `univers` (an independent implementation). Reads questions, writes answers
# (see refresh.ts).
#
#     python3 -m venv V && V/bin/pip install univers && V/bin/python scripts/vectors/nuget.py
import re
import sys

from univers.versions import NugetVersion


def holds(version, comparison):
    operator, bound = re.fullmatch(r"\s*([=<>!]*)\s*(\S+)\s*", comparison).groups()
    bound = NugetVersion(bound)
    return {
        "<": version < bound,
        "<=": version <= bound,
        ">": version > bound,
        ">=": version >= bound,
        "!=": version != bound,
    }.get(operator, version == bound)


def answer(kind, a, b):
    if kind == "cmp":
        a, b = NugetVersion(a), NugetVersion(b)
        return "<" if a < b else ">" if a > b else "="
    found = [all([holds(NugetVersion(a), one) for one in part.split(",")]) for part in b.split("||")]
    return "in" if any(found) else "out"


for line in sys.stdin:
    try:
        print(answer(*line.rstrip("\n").split("\t")))
    except Exception:
        print("?")
