#!/usr/bin/env python3
"""Writes unicode-15.0.txt from the Unicode Character Database, as in Debian's package unicode-data.

usage: generate.py /usr/share/unicode > unicode-15.0.txt
"""
import sys
from pathlib import Path

UCD = Path(sys.argv[1])
SIZE = 0x110000
SCRIPTS = {"Greek": "Grek", "Hebrew": "Hebr", "Hiragana": "Hira", "Katakana": "Kana", "Han": "Hani"}


def lines(name):
    for line in (UCD / name).read_text(encoding="utf-8").splitlines():
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if len(fields) > 1:
            yield fields


def spans(name, wanted=None):
    for fields in lines(name):
        first, _, last = fields[0].partition("..")
        if wanted is None or fields[1] in wanted:
            yield range(int(first, 16), int(last or first, 16) + 1), fields[1]


def column(default, name, wanted=None, value=lambda v: v):
    table = [default] * SIZE
    for span, found in spans(name, wanted):
        for code in span:
            table[code] = value(found)
    return table


category = column("Cn", "extracted/DerivedGeneralCategory.txt")
bidi = column("L", "extracted/DerivedBidiClass.txt")
combining = column("0", "extracted/DerivedCombiningClass.txt")
joining = column("U", "extracted/DerivedJoiningType.txt")
script = column("-", "Scripts.txt", SCRIPTS, SCRIPTS.get)
ignorable = column("-", "DerivedCoreProperties.txt", {"Default_Ignorable_Code_Point"}, lambda _: "I")
for span, _ in spans("PropList.txt", {"Noncharacter_Code_Point"}):
    for code in span:
        ignorable[code] = "N"

print("# Extract of the Unicode Character Database 15.0.0, modified: selected properties only, in a form of our own.")
print("# Copyright © 1991-2022 Unicode, Inc. Used under the Unicode licence; see LICENSE-UNICODE.txt.")
print("# Written by generate.py. A code point in no P line is unassigned.")
print("# P first last category bidi combining joining script ignorable(I)/noncharacter(N)")
rows = list(zip(category, bidi, combining, joining, script, ignorable))
first = 0
for code in range(1, SIZE + 1):
    if code < SIZE and rows[code] == rows[first]:
        continue
    if rows[first][0] != "Cn" or rows[first][5] == "N":
        print("P", f"{first:04X}", f"{code - 1:04X}", *rows[first])
    first = code

print("# L code lower-case; D code canonical decomposition; K code compatibility decomposition; W the same, of a width form")
for fields in lines("UnicodeData.txt"):
    code, mapping, lower = fields[0], fields[5], fields[13]
    if lower:
        # The one unconditional full mapping of SpecialCasing.txt that lengthens.
        print("L", code, "0069 0307" if code == "0130" else lower)
    if mapping.startswith("<wide>") or mapping.startswith("<narrow>"):
        print("W", code, mapping.split("> ")[1])
    elif mapping.startswith("<"):
        print("K", code, mapping.split("> ")[1])
    elif mapping:
        print("D", code, mapping)

print("# X first last: never the result of a composition")
for span, _ in spans("DerivedNormalizationProps.txt", {"Full_Composition_Exclusion"}):
    print("X", f"{span.start:04X}", f"{span.stop - 1:04X}")
