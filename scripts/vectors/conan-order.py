# Conan's own Version. Reads questions, writes answers (see refresh.ts). Order only: Conan's ranges are others.
#
#     python3 -m venv V && V/bin/pip install conan && V/bin/python scripts/vectors/conan-order.py
#
# Not asked: whatever makes Conan compare a number with a text as text ("10" and "9a"), unless both begin with the same
# number. That is no order (2 < 10 < 1a < 2).
import re
import sys

from conan.internal.model.version import Version

ITEM = "[a-zA-Z0-9_]+"
LIST = rf"{ITEM}(?:\.{ITEM})*"
VERSION = re.compile(rf"({LIST})(?:-({LIST}))?(?:\+({LIST}))?")


def ordered(left, right):
    for a, b in zip((left or "").split("."), (right or "").split(".")):
        a, b = re.match("[0-9]*", a), re.match("[0-9]*", b)
        plain = a.end() == len(a.string) and b.end() == len(b.string)
        if not plain and a[0] and b[0] and a[0] != b[0]:
            return False
    return True


def answer(kind, a, b):
    left, right = VERSION.fullmatch(a), VERSION.fullmatch(b)
    if kind != "cmp" or not left or not right or not all(map(ordered, left.groups(), right.groups())):
        return "?"
    a, b = Version(a), Version(b)
    return "<" if a < b else ">" if b < a else "="


for line in sys.stdin:
    try:
        print(answer(*line.rstrip("\n").split("\t")))
    except Exception:
        print("?")
