#!/usr/bin/env python3
"""Inter Regular and SemiBold -> the font of charts: two TTF for measuring and for PNG, two WOFF2 for readers.

Run it only to change the font; its results are committed, and neither a build nor a test needs it.

    npm pack @expo-google-fonts/inter@0.4.2 && tar xzf expo-google-fonts-inter-0.4.2.tgz
    pip install fonttools==4.68.0 brotli==1.2.1
    python3 themes/default/fonts/subset.py package

Kerning, ligatures and contextual forms are taken out, so that the width of a text is the sum of its advance widths in
every program that sets it: in ours, in the browser, in the drawing of PNG files. Hinting is taken out too: it moves
advances to whole pixels on some systems. The family gets a name of its own, because a reader's own Inter has kerning.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Expound Chart"
FACES = [
    ("400Regular/Inter_400Regular.ttf", "inter-400", "Regular"),
    ("600SemiBold/Inter_600SemiBold.ttf", "inter-600", "SemiBold"),
]

# What briefs in the languages of Europe set in charts.
RANGES = [
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x00FF),  # Latin-1
    (0x0100, 0x017F),  # Latin Extended-A
    (0x018F, 0x018F), (0x0259, 0x0259),  # Azerbaijani schwa
    (0x01A0, 0x01A1), (0x01AF, 0x01B0), (0x1EA0, 0x1EF9),  # Vietnamese
    (0x0218, 0x021B),  # Romanian letters with a comma below
    (0x02BC, 0x02BC), (0x02C6, 0x02C7), (0x02D8, 0x02DD),  # apostrophe of Ukrainian; accents that stand alone
    (0x0384, 0x038A), (0x038C, 0x038C), (0x038E, 0x03A1), (0x03A3, 0x03CE),  # Greek
    (0x0400, 0x045F), (0x0490, 0x0491),  # Cyrillic of Ukrainian, Russian, Belarusian, Bulgarian, Serbian, Macedonian
    (0x2002, 0x200B), (0x202F, 0x202F), (0x2060, 0x2060),  # spaces
    (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026),  # hyphens, dashes, quotes, bullet, ellipsis
    (0x2030, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044),  # per mille, primes, guillemets, fraction
    (0x2070, 0x2070), (0x2074, 0x2079), (0x2080, 0x2089),  # raised and lowered digits
    (0x20A0, 0x20BF),  # currencies
    (0x2116, 0x2116), (0x2122, 0x2122),  # numero, trade mark
    (0x2190, 0x2193), (0x2196, 0x2199),  # arrows
    (0x2206, 0x2206), (0x2212, 0x2212), (0x221E, 0x221E), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265),
    (0x25A0, 0x25A0), (0x25B2, 0x25B2), (0x25B6, 0x25B6), (0x25BC, 0x25BC), (0x25C0, 0x25C0), (0x25CF, 0x25CF),
]


def subset(source: Path, style: str) -> TTFont:
    # `recalcTimestamp` off: the same source gives the same bytes.
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "gasp", "GlyphOrder"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    full = f"{FAMILY} {style}"
    bold = style != "Regular"
    names = {
        1: full if bold else FAMILY,
        2: "Regular",
        3: f"{full}; of Inter 4.001",
        4: full,
        6: full.replace(" ", ""),
        16: FAMILY,
        17: style,
    }
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    return font


def main() -> None:
    package, here = Path(sys.argv[1]), Path(__file__).parent
    for path, name, style in FACES:
        font = subset(package / path, style)
        font.save(here / f"{name}.ttf")
        font.flavor = "woff2"
        font.save(here.parent / "assets" / f"{name}.woff2")
        print(name, len(font.getBestCmap()), "characters")
    (here / "OFL.txt").write_bytes((package / "LICENSE_FONT").read_bytes())


if __name__ == "__main__":
    main()
