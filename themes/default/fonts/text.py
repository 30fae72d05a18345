#!/usr/bin/env python3
"""Source Serif 4 -> the font of running text: six WOFF2 files for readers, and `styles/05-fonts.css`, which names them.

Run it only to change the font; its results are committed, and neither a build nor a test needs it.

    npm pack @fontsource-variable/source-serif-4@5.3.1 @fontsource/gelasio@5.3.0 @fontsource/tinos@5.3.0 \\
        @fontsource/noto-serif@5.3.0 @fontsource/arimo@5.3.0 @fontsource/roboto@5.3.0
    (unpack each into a folder of the package's name, without its scope)
    pip install fonttools==4.68.0 brotli==1.2.1
    python3 themes/default/fonts/text.py FOLDER

The weights from 400 to 700 stay variable, the optical size is that of running text. A reader whose browser has not
loaded it yet sees a face of the system, stretched until its letters take the same room (`size-adjust`) and its lines the
same height: nothing moves when the font arrives. The faces of systems are measured in free ones of the same advance
widths: Gelasio for Georgia, Tinos for Times New Roman and Liberation Serif, Arimo for Arial, Helvetica and Liberation
Sans.
"""

import io
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FAMILY = "Expound Serif"
OPTICAL_SIZE = 18

# The parts that browsers load by themselves when a page has their letters.
PARTS = [
    ("latin", "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD"),
    ("latin-ext", "U+0100-0130, U+0132-0151, U+0154-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C4, U+2113"),
    ("cyrillic", "U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116"),
]

# The sans of the interface is the font of charts; only its stand-ins are written here.
SANS = "inter-400.ttf"

STAND_INS = [
    ("Expound Serif Georgia", "serif", ["Georgia", "Gelasio"], "fontsource-gelasio", "gelasio-latin-400-normal"),
    ("Expound Serif Times", "serif", ["Times New Roman", "Liberation Serif", "Tinos"], "fontsource-tinos", "tinos-latin-400-normal"),
    ("Expound Serif Noto", "serif", ["Noto Serif"], "fontsource-noto-serif", "noto-serif-latin-400-normal"),
    ("Expound Sans Arial", "sans", ["Arial", "Helvetica", "Liberation Sans", "Arimo"], "fontsource-arimo", "arimo-latin-400-normal"),
    ("Expound Sans Roboto", "sans", ["Roboto"], "fontsource-roboto", "roboto-latin-400-normal"),
]

# How often letters stand in English prose, in thousandths, spaces included.
FREQUENCY = {
    " ": 183, "e": 102, "t": 75, "a": 65, "o": 62, "n": 57, "i": 57, "s": 53, "r": 50, "h": 50, "l": 33, "d": 33,
    "u": 23, "c": 22, "m": 20, "f": 20, "w": 17, "g": 16, "p": 15, "y": 14, "b": 13, "v": 8, "k": 6, "T": 3, "S": 2,
    "A": 2, "C": 2, ",": 10, ".": 10, "2": 3, "0": 3, "1": 3,
}


def instance(source: Path) -> TTFont:
    font = TTFont(source, recalcTimestamp=False)
    font = instancer.instantiateVariableFont(font, {"opsz": OPTICAL_SIZE, "wght": (400, 700)})
    # The subsetter wants a font that was read whole.
    plain = io.BytesIO()
    font.flavor = None
    font.save(plain)
    plain.seek(0)
    font = TTFont(plain, recalcTimestamp=False)
    options = Options()
    options.layout_features = ["ccmp", "kern", "mark", "mkmk", "locl", "liga", "tnum", "pnum"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.name_languages = [0x409]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap().keys())
    subsetter.subset(font)
    return font


def rename(font: TTFont, style: str) -> None:
    full = f"{FAMILY} {style}"
    names = {1: FAMILY, 2: style, 3: f"{full}; of Source Serif 4", 4: full, 6: full.replace(" ", ""), 16: FAMILY, 17: style}
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)


def average(font: TTFont) -> float:
    """The mean advance width of English prose, in ems."""
    cmap, widths = font.getBestCmap(), font["hmtx"]
    total = sum(FREQUENCY.values())
    return sum(widths[cmap[ord(letter)]][0] * n for letter, n in FREQUENCY.items()) / total / font["head"].unitsPerEm


def lines(font: TTFont) -> list[float]:
    units, head = font["head"].unitsPerEm, font["hhea"]
    return [head.ascent / units, -head.descent / units, head.lineGap / units]


def face(family: str, style: str, weight: str, src: str, more: str) -> str:
    return f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weight}; src: {src};{more} }}\n'


def main() -> None:
    packages, here = Path(sys.argv[1]), Path(__file__).parent
    assets = here.parent / "assets"
    sheet = "/* The fonts of readers. Written by fonts/text.py. */\n\n"
    serif = None
    for style, name in [("normal", "serif"), ("italic", "serif-italic")]:
        for part, letters in PARTS:
            files = packages / "fontsource-variable-source-serif-4" / "package" / "files"
            font = instance(files / f"source-serif-4-{part}-standard-{style}.woff2")
            rename(font, "Regular" if style == "normal" else "Italic")
            serif = serif or font
            font.flavor = "woff2"
            font.save(assets / f"{name}-{part}.woff2")
            src = f'url({name}-{part}.woff2) format("woff2")'
            sheet += face(FAMILY, style, "400 700", src, f" font-display: swap; unicode-range: {letters};")
            print(name, part, (assets / f"{name}-{part}.woff2").stat().st_size, "bytes")
    sheet += "\n/* The sans, of which charts are drawn too: they are laid out with its widths. */\n\n"
    for weight in [400, 600]:
        sheet += face("Expound Chart", "normal", str(weight), f'url(inter-{weight}.woff2) format("woff2")', " font-display: swap;")
    sheet += "\n/* Faces of systems that stand in for them until they are there, in the same room. */\n\n"
    models = {"serif": serif, "sans": TTFont(here / SANS)}
    for family, kind, names, package, file in STAND_INS:
        model, stand_in = models[kind], TTFont(packages / package / "package" / "files" / f"{file}.woff2")
        adjust = average(model) / average(stand_in)
        ascent, descent, gap = [part / adjust for part in lines(model)]
        src = ", ".join(f'local("{name}")' for name in names)
        more = f" size-adjust: {adjust:.2%}; ascent-override: {ascent:.2%}; descent-override: {descent:.2%}; line-gap-override: {gap:.2%};"
        # Of the regular weight alone: browsers slant it and make it bold by themselves.
        sheet += face(family, "normal", "400", src, more)
        print(family, f"{adjust:.2%}")
    (here.parent / "styles" / "05-fonts.css").write_text(sheet)
    # The licence is the same for all, below the line of whose work it is.
    licence = (here / "OFL.txt").read_text().split("\n", 1)[1]
    (here / "OFL-serif.txt").write_text(f"{serif['name'].getDebugName(0)}\n{licence}")


if __name__ == "__main__":
    main()
