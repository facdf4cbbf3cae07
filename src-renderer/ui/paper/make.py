"""Makes arabic-400.woff2 and arabic-600.woff2 from IBM Plex Sans Arabic (fontTools 4.66, brotli).

A reader of PDF turns a right-to-left line around glyph by glyph: two letters drawn as one glyph come out
swapped, and a glyph that the font also gives to a presentation form comes out as that form. So each
ligature is cut into two glyphs, the second letter with the whole drawing and the first with nothing
but its share of the width, and the presentation forms leave the character map. Nothing drawn moves, except
that kerning never opens a gap that would be read as a space.

Usage: python3 make.py FOLDER_OF_FONTSOURCE_FILES
"""

import sys
from copy import deepcopy
from pathlib import Path

from fontTools import subset
from fontTools.otlLib import builder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables as ot
from fontTools.ttLib.tables._g_l_y_f import Glyph

FAMILY = "Daftar Paper"
RIGHT_TO_LEFT_NO_MARKS = 9
FORMS = range(0xFB50, 0xFF00)
# A gap of a tenth of an em is a space to pdftotext.
WIDEST_KERN = 90
# Signs of their own: the parentheses of quotations, the Name, the rial.
KEPT = {0xFD3E, 0xFD3F, 0xFDF2, 0xFDFC}


def tables(lookup):
    return [getattr(one, "ExtSubTable", one) for one in lookup.SubTable]


def lookup_of(kind, subtables):
    lookup = ot.Lookup()
    lookup.LookupType = kind
    lookup.LookupFlag = RIGHT_TO_LEFT_NO_MARKS
    lookup.SubTable = subtables
    lookup.SubTableCount = len(subtables)
    return lookup


def single(mapping):
    one = ot.SingleSubst()
    one.mapping = mapping
    return lookup_of(1, [one])


def chain(font, before, glyphs, after, nested):
    one = ot.ChainContextSubst()
    one.Format = 3
    for name, groups in (("Backtrack", before), ("Input", [glyphs]), ("LookAhead", after)):
        covers = [builder.buildCoverage(group, font.getReverseGlyphMap()) for group in groups]
        setattr(one, f"{name}Coverage", covers)
        setattr(one, f"{name}GlyphCount", len(covers))
    record = ot.SubstLookupRecord()
    record.SequenceIndex = 0
    record.LookupListIndex = nested
    one.SubstLookupRecord = [record]
    one.SubstCount = 1
    return one


def add_glyph(font, name, width, like=None):
    glyph = deepcopy(font["glyf"][like]) if like else Glyph()
    if not like:
        glyph.numberOfContours = 0
    font["glyf"][name] = glyph
    font["hmtx"][name] = (width, font["hmtx"][like][1] if like else 0)
    font["GDEF"].table.GlyphClassDef.classDefs[name] = 1


def add_anchors(font, placed):
    """Gives the two halves the anchors that the two letters of the ligature had."""
    lookups = [tables(one) for one in font["GPOS"].table.LookupList.Lookup]
    bases = [one for group in lookups for one in group if one.LookupType == 4]
    ligatures = [one for group in lookups for one in group if one.LookupType == 5]
    for base in bases:
        new = {}
        for glyph, (ligature, letter, shift) in placed.items():
            anchors = []
            for number in range(base.ClassCount):
                marks = [
                    mark
                    for mark, record in zip(base.MarkCoverage.glyphs, base.MarkArray.MarkRecord)
                    if record.Class == number
                ]
                anchors.append(anchor_of(ligatures, marks, ligature, letter, shift))
            if any(anchors):
                new[glyph] = anchors
        records = dict(zip(base.BaseCoverage.glyphs, base.BaseArray.BaseRecord))
        for glyph, anchors in new.items():
            record = ot.BaseRecord()
            record.BaseAnchor = anchors
            records[glyph] = record
        order = sorted(records, key=font.getGlyphID)
        base.BaseCoverage.glyphs = order
        base.BaseArray.BaseRecord = [records[glyph] for glyph in order]
        base.BaseArray.BaseCount = len(order)


def anchor_of(ligatures, marks, ligature, letter, shift):
    for one in ligatures:
        if ligature not in one.LigatureCoverage.glyphs:
            continue
        known = set(marks) & set(one.MarkCoverage.glyphs)
        if not known:
            continue
        at = one.MarkCoverage.glyphs.index(sorted(known)[0])
        number = one.MarkArray.MarkRecord[at].Class
        attach = one.LigatureArray.LigatureAttach[one.LigatureCoverage.glyphs.index(ligature)]
        found = attach.ComponentRecord[letter].LigatureAnchor[number]
        if found is not None:
            return builder.buildAnchor(found.XCoordinate - shift, found.YCoordinate)
    return None


def split_ligatures(font):
    substitution = font["GSUB"].table
    [rlig] = {
        tuple(one.Feature.LookupListIndex)
        for one in substitution.FeatureList.FeatureRecord
        if one.FeatureTag == "rlig"
    }
    pairs = {}
    for index in rlig:
        for one in tables(substitution.LookupList.Lookup[index]):
            for first, ligatures in one.ligatures.items():
                for ligature in ligatures:
                    [second] = ligature.Component
                    pairs.setdefault(first, {}).setdefault(second, ligature.LigGlyph)
    placed = {}
    drawn = {}
    for first, seconds in pairs.items():
        room = min(font["hmtx"][ligature][0] for ligature in seconds.values()) // 2
        add_glyph(font, f"{first}.cut", room)
        drawn[first] = {}
        for second, ligature in seconds.items():
            name = f"{second}.after.{first}"
            rest = font["hmtx"][ligature][0] - room
            add_glyph(font, name, rest, ligature)
            drawn[first][second] = name
            placed[name] = (ligature, 1, 0)
            placed.setdefault(f"{first}.cut", (ligature, 0, rest))
    font.setGlyphOrder(font["glyf"].glyphOrder)
    add_anchors(font, placed)
    lookups = substitution.LookupList.Lookup
    seconds_step, firsts_step = [], []
    for first, names in drawn.items():
        lookups.append(single(names))
        seconds_step.append(chain(font, [[first]], list(names), [], len(lookups) - 1))
    lookups.append(single({first: f"{first}.cut" for first in drawn}))
    for first, names in drawn.items():
        firsts_step.append(chain(font, [], [first], [list(names.values())], len(lookups) - 1))
    lookups.append(lookup_of(6, seconds_step))
    lookups.append(lookup_of(6, firsts_step))
    substitution.LookupList.LookupCount = len(lookups)
    for one in substitution.FeatureList.FeatureRecord:
        if one.FeatureTag == "rlig":
            one.Feature.LookupListIndex = [len(lookups) - 2, len(lookups) - 1]
            one.Feature.LookupCount = 2


def close_gaps(font):
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for one in tables(lookup):
            if one.LookupType != 2:
                continue
            if one.Format == 1:
                values = [pair.Value1 for group in one.PairSet for pair in group.PairValueRecord]
            else:
                values = [pair.Value1 for row in one.Class1Record for pair in row.Class2Record]
            for value in filter(None, values):
                for name in ("XAdvance", "XPlacement"):
                    if getattr(value, name, 0) > WIDEST_KERN:
                        setattr(value, name, WIDEST_KERN)


def make(source, target, style):
    font = TTFont(source)
    split_ligatures(font)
    close_gaps(font)
    for table in font["cmap"].tables:
        for code in [code for code in table.cmap if code in FORMS and code not in KEPT]:
            del table.cmap[code]
    for number, text in {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"DaftarPaper-{style}"}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    options = subset.Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True, hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=font.getBestCmap().keys())
    cutter.subset(font)
    font.flavor = "woff2"
    font.save(target)


for weight, style in ((400, "Regular"), (600, "SemiBold")):
    make(
        Path(sys.argv[1]) / f"ibm-plex-sans-arabic-arabic-{weight}-normal.woff2",
        Path(__file__).with_name(f"arabic-{weight}.woff2"),
        style,
    )
