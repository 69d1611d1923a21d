"""Make theme/static/fonts/ and the style sheets that name them: small faces, and fallbacks that take the same room.

    npm install @fontsource/asap-condensed@5.3.0 @fontsource/alegreya-sans@5.3.0 @fontsource/roboto@5.2.5 \\
        @fontsource-variable/noto-sans-arabic@5.3.0 @fontsource-variable/noto-sans-ethiopic@5.3.0
    apt-get install fonts-liberation fonts-dejavu   # the first has the widths of Arial and Arial Narrow
    pip install fonttools brotli
    python3 scripts/fonts.py node_modules

Its output is committed; the same packages give the same bytes. Each face is one file with the characters below, its
kerning and its tabular figures, without hinting. It differs from the original in four ways, so that no style sheet can
forget them (the licences reserve no font name, so the faces keep theirs):

- figures are lining by default, `tabular-nums` gives lining tabular ones (Asap Condensed has no others), old-style ones
  are gone;
- U+202F and U+2011, which the originals lack, show as the no-break space and the hyphen;
- → and ← are the ↑ of the face, turned;
- the line metrics of every system are those of the OS/2 table, where the hhea table of Alegreya Sans says otherwise.

The faces of other scripts carry the name of the text's family and are declared in a style sheet of their own, which the
pages of their languages alone load. Such a page asks for no more files than a French one: Cyrillic letters stand in one
file with the Latin ones, Arabic and Ethiopic ones have both weights in one file, and Latin words among them no bold.
"""

import argparse
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from fontTools import merge, subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.otTables import PairPos, PairValueRecord
from fontTools.varLib import instancer

STATIC: Final = Path(__file__).parents[1] / "theme/static"
SYSTEM: Final = Path("/usr/share/fonts/truetype")

ASCII: Final = "".join(map(chr, range(0x20, 0x7F)))
WESTERN: Final = "".join(chr(code) for code in range(0xC0, 0x100) if chr(code) not in "ÐðÞþ") + "ŒœŸ"
TURKISH: Final = "ĞğİıŞş"
ROMANIAN: Final = "ĂăȘșȚț"
SIGNS: Final = "«»‹›“”„‘’‚…–—−·•°€§©º²³½¡¿†→←↑↓\u00a0"
CHARACTERS: Final = ASCII + WESTERN + TURKISH + ROMANIAN + SIGNS
ALIASES: Final = {"\u202f": "\u00a0", "\u2011": "-"}  # a character the face lacks → the one whose drawing it takes
KERNED_LIKE: Final = {"Ă": "Â", "ă": "â"}  # any other letter is kerned like the letter without its accent
TURNED: Final = {"→": -90, "←": 90}  # degrees from ↑

WRITTEN_HERE: Final = """\
/* Written by scripts/fonts.py, which explains it: change it there. A face that misses the first paint (pages preload
   theirs) is shown from the next page on: no line moves under a reader. */

"""

# The range for which the faces are declared: wider than their characters, so that the rule is short, but without other
# scripts, whose own faces may then have the same family name.
UNICODE_RANGE: Final = "U+0-24F, U+2000-22FF"

# Text of the site, by which the widths of letters are weighted. In Chromium, the fallback fonts are then as wide as the
# site's to within 0.7 %.
SAMPLE: Final = """
Une interpellation est une demande adressée à un pouvoir politique. Une carte blanche est un texte d’opinion rendu
public. Une motion est un texte soumis au vote d’une assemblée, par exemple d’un conseil communal. Une permanence est
un moment fixe où un accompagnateur interculturel est présent dans un bureau d’accueil. À Dinant, l’accompagnement se
fait sur rendez-vous. Sur l’année, 18 actions de formation ont réuni 313 personnes : voyez les chiffres de 2020.
"""


@dataclass(frozen=True)
class Face:
    """One face of the site.

    `weights` is what the style sheet declares; the titles' only weight stands for all, so that no browser thickens it.
    """

    family: str
    package: str
    weight: int
    style: str
    weights: str

    @property
    def stem(self) -> str:
        """The name of its file, without the ending."""
        return f"{self.package}-{self.weight}" + ("-italic" if self.style == "italic" else "")


@dataclass(frozen=True)
class Script:
    """A script whose letters have both weights in one file. `size` makes them look as large as the Latin ones.

    Its kerning is left out: that of the Ethiopic face weighs twice as much as its letters.
    """

    name: str
    package: str
    characters: str
    unicode_range: str
    size: float


@dataclass(frozen=True)
class Standin:
    """A font that a system already has: its `names` for `local()`, and a file with the same advance `widths`."""

    names: tuple[str, ...]
    widths: Path


TITLE: Final = Face("Asap Condensed", "asap-condensed", 400, "normal", "1 1000")
TEXT: Final = Face("Alegreya Sans", "alegreya-sans", 400, "normal", "400")
BOLD: Final = Face("Alegreya Sans", "alegreya-sans", 700, "normal", "700")
ITALIC: Final = Face("Alegreya Sans", "alegreya-sans", 400, "italic", "400")
FACES: Final = (TITLE, TEXT, BOLD, ITALIC)

UKRAINIAN_AND_RUSSIAN: Final = "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя"
ARABIC_DARI_PASHTO: Final = (
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"  # Arabic
    "پچژکگیۀ"  # Dari
    "ټځڅډړږښګڼېۍ"  # Pashto
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654\u0670ـ،؛؟٪\u200c\u200d\u00a0"
)
# The syllables of Tigrinya, row by row, each row from its first syllable: eight places, of which the last may be empty.
TIGRINYA: Final = (
    "".join(chr(ord(first) + order) for first in "ሀለሐመሠረሰሸቀቐበቨተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ" for order in range(8))
    + "".join(chr(ord(first) + order) for first in "ቈቘኈኰዀጐ" for order in (0, 2, 3, 4, 5))
    + "፡።፣፤፥፦፧"
)

CYRILLIC: Final = UKRAINIAN_AND_RUSSIAN + UKRAINIAN_AND_RUSSIAN.upper() + "№"
CYRILLIC_RANGE: Final = f"{UNICODE_RANGE}, U+400-4FF"

SCRIPTS: Final = (
    Script("arabic", "noto-sans-arabic", ARABIC_DARI_PASHTO, "U+600-6FF, U+200C-200D", 0.95),
    Script("ethiopic", "noto-sans-ethiopic", TIGRINYA, "U+1200-139F", 0.9),
)
OTHER_SCRIPTS: Final = ["DFLT", "arab.dflt", "cyrl.dflt", "ethi.dflt"]


def standins(packages: Path, system: Path) -> tuple[tuple[Face, Standin], ...]:
    """The stand-ins of the faces, in the order of the style sheet: of those that a system has, the last one counts."""
    roboto, liberation, dejavu = packages / "@fontsource/roboto/files", system / "liberation", system / "dejavu"
    linux = Standin(("DejaVu Sans",), dejavu / "DejaVuSans.ttf")
    linux_bold = Standin(("DejaVu Sans Bold",), dejavu / "DejaVuSans-Bold.ttf")
    phone = Standin(("Roboto", "Roboto-Regular"), roboto / "roboto-latin-400-normal.woff2")
    arial = Standin(
        ("Arial", "ArialMT", "Liberation Sans", "LiberationSans"), liberation / "LiberationSans-Regular.ttf"
    )
    narrow = Standin(
        ("Arial Narrow", "ArialNarrow", "Liberation Sans Narrow", "LiberationSansNarrow"),
        liberation / "LiberationSansNarrow-Regular.ttf",
    )
    phone_bold = Standin(("Roboto Bold", "Roboto-Bold"), roboto / "roboto-latin-700-normal.woff2")
    arial_bold = Standin(
        ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "LiberationSans-Bold"),
        liberation / "LiberationSans-Bold.ttf",
    )
    return (
        (TITLE, linux),
        (TITLE, phone),
        (TITLE, arial),
        (TITLE, narrow),
        (TEXT, linux),
        (TEXT, phone),
        (TEXT, arial),
        (BOLD, linux_bold),
        (BOLD, phone_bold),
        (BOLD, arial_bold),
    )


def point(font: TTFont, character: str, glyph: str) -> None:
    """Map `character` to `glyph`."""
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(character)] = glyph


def adopt(font: TTFont, donor: TTFont, character: str) -> None:
    """Copy the glyph of `character`, with its components, from the latin-ext file; kern it like a similar letter."""

    def copy(name: str) -> None:
        if name in font["glyf"].glyphs:
            return
        glyph = donor["glyf"][name]
        for part in glyph.getComponentNames(donor["glyf"]):
            copy(part)
        font["glyf"][name] = glyph
        font["hmtx"][name] = donor["hmtx"][name]

    name = donor.getBestCmap()[ord(character)]
    copy(name)
    point(font, character, name)
    model = KERNED_LIKE.get(character, unicodedata.normalize("NFD", character)[0])
    kern_like(font, name, font.getBestCmap()[ord(model)])


def kern_like(font: TTFont, new: str, model: str) -> None:
    """Give the glyph `new`, the last of the font, the kerning of the glyph `model` on both sides."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if not isinstance(table, PairPos):
                continue
            first = table.Coverage.glyphs
            if table.Format == 1:
                for pairs in table.PairSet:
                    for pair in [pair for pair in pairs.PairValueRecord if pair.SecondGlyph == model]:
                        twin = PairValueRecord()
                        twin.SecondGlyph, twin.Value1, twin.Value2 = new, pair.Value1, pair.Value2
                        pairs.PairValueRecord.append(twin)
                if model in first:
                    table.PairSet.append(table.PairSet[first.index(model)])
            else:
                for classes in (table.ClassDef1.classDefs, table.ClassDef2.classDefs):
                    if model in classes:
                        classes[new] = classes[model]
            if model in first:
                first.append(new)


def turn(font: TTFont, character: str, degrees: int) -> None:
    """Draw `character` as the ↑ turned by a right angle, centred in its width and on the height of the minus sign."""
    glyphs, cmap = font["glyf"], font.getBestCmap()
    up, minus = glyphs[cmap[ord("↑")]], glyphs[cmap[ord("−")]]
    sign = 1 if degrees > 0 else -1
    side = font["hmtx"][cmap[ord("−")]][0] - minus.xMax  # the side bearing of the minus sign, kept on both sides
    width = up.yMax - up.yMin + 2 * side
    x, y = (up.xMin + up.xMax) / 2, (up.yMin + up.yMax) / 2
    outline = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[cmap[ord("↑")]].draw(outline)
    pen = TTGlyphPen(None)
    middle = (minus.yMin + minus.yMax) / 2
    outline.replay(TransformPen(pen, (0, sign, -sign, 0, width / 2 + sign * y, middle - sign * x)))
    name = f"uni{ord(character):04X}"
    glyphs[name] = pen.glyph()
    glyphs[name].recalcBounds(glyphs)
    font["hmtx"][name] = (width, glyphs[name].xMin)
    point(font, character, name)


def replacements(font: TTFont, feature: str) -> dict[str, str]:
    """The one-to-one substitutions of a feature of the font, as glyph → glyph."""
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == feature
        for index in record.Feature.LookupListIndex
    }
    found: dict[str, str] = {}
    for index in sorted(lookups):
        for substitution in table.LookupList.Lookup[index].SubTable:
            found.update(substitution.mapping)
    return found


def line_figures(font: TTFont) -> None:
    """Make the lining figures the default ones. Asap Condensed has only lining tabular figures."""
    lining = replacements(font, "lnum")
    for figure in "0123456789":
        glyph = font.getBestCmap()[ord(figure)]
        point(font, figure, lining.get(glyph, glyph))


def one_line_metric(font: TTFont) -> None:
    """Copy the line metrics that the font asks for (OS/2, fsSelection bit 7) into hhea, which macOS and iOS read."""
    os2, hhea = font["OS/2"], font["hhea"]
    assert os2.fsSelection & 1 << 7, "the font does not ask for its typographic metrics"
    hhea.ascent, hhea.descent, hhea.lineGap = os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap


def make(face: Face, packages: Path) -> TTFont:
    """The face of the site, from the latin and latin-ext files of its package."""
    files = packages / "@fontsource" / face.package / "files"
    font = TTFont(files / f"{face.package}-latin-{face.weight}-{face.style}.woff2", recalcTimestamp=False)
    donor = TTFont(files / f"{face.package}-latin-ext-{face.weight}-{face.style}.woff2")
    line_figures(font)
    one_line_metric(font)
    for character, degrees in TURNED.items():
        turn(font, character, degrees)
    for character in CHARACTERS:
        if ord(character) not in font.getBestCmap():
            adopt(font, donor, character)
    for alias, character in ALIASES.items():
        point(font, alias, font.getBestCmap()[ord(character)])

    font.getReverseGlyphMap(rebuild=True)

    features = ["kern", "tnum"] if replacements(font, "lnum") else ["kern"]
    return cut(font, CHARACTERS + "".join(ALIASES), features, ["DFLT", "latn.dflt"])


def make_script(script: Script, packages: Path) -> TTFont:
    """The face of a script, variable from regular to bold, with the features that shape its letters."""
    files = packages / "@fontsource-variable" / script.package / "files"
    font = TTFont(files / f"{script.package}-{script.name}-wght-normal.woff2", recalcTimestamp=False)
    font = cut(font, script.characters, ["ccmp", "init", "medi", "fina", "rlig", "mark", "mkmk"])
    return instancer.instantiateVariableFont(font, {"wght": (400, 700)})


def make_cyrillic(face: Face, latin: TTFont, packages: Path) -> TTFont:
    """A face of the text with its Cyrillic letters added to the Latin ones."""
    files = packages / "@fontsource" / face.package / "files"
    font = TTFont(files / f"{face.package}-cyrillic-{face.weight}-{face.style}.woff2", recalcTimestamp=False)
    one_line_metric(font)
    with TemporaryDirectory() as folder:
        parts = [Path(folder) / "latin.ttf", Path(folder) / "cyrillic.ttf"]
        for part, path in zip((latin, cut(font, CYRILLIC, ["kern"])), parts, strict=True):
            part.flavor = None
            part.save(path)
            part.flavor = "woff2"
        merged = merge.Merger().merge([str(path) for path in parts])
    for field in ("created", "modified"):
        setattr(merged["head"], field, getattr(latin["head"], field))
    merged.recalcTimestamp = False
    merged.flavor = "woff2"
    return merged


def cut(font: TTFont, characters: str, features: list[str], scripts: list[str] = OTHER_SCRIPTS) -> TTFont:
    """The font, reduced to these characters, OpenType features and OpenType scripts."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = features
    options.layout_scripts = scripts
    options.name_IDs = [0, 1, 2, 14]  # copyright, family, style, address of the licence
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


def width(font: TTFont) -> float:
    """The width of the sample in ems, without kerning."""
    cmap, advances = font.getBestCmap(), font["hmtx"]
    text = " ".join(SAMPLE.split())
    return sum(advances[cmap[ord(character)]][0] for character in text) / font["head"].unitsPerEm


def rule(**descriptors: str) -> str:
    """An @font-face rule, without descriptors that have the default value."""
    stated = {name.replace("_", "-"): value for name, value in descriptors.items() if value != "normal"}
    lines = (f"  {name}: {value};\n" for name, value in stated.items())
    return "@font-face {\n" + "".join(lines) + "}\n"


def percent(ratio: float) -> str:
    """A ratio as a CSS percentage, to a ten-thousandth."""
    return f"{100 * ratio:.2f}%"


def own_rule(face: Face, **other: str) -> str:
    """The rule that loads a face of the site; `other` descriptors replace the usual ones."""
    descriptors = {
        "font_family": f'"{face.family}"',
        "src": f'url("../fonts/{face.stem}.woff2") format("woff2")',
        "font_weight": face.weights,
        "font_style": face.style,
        "font_display": "optional",
        "unicode_range": UNICODE_RANGE,
    }
    return rule(**descriptors | other)


def script_rules(script: Script) -> str:
    """The rules that load the face of a script, and that use the regular Latin face for bold, too."""
    rules = [
        own_rule(
            face,
            src=f'url("../../../fonts/{script.package}.woff2") format("woff2")',
            unicode_range=script.unicode_range,
            size_adjust=percent(script.size),
        )
        for face in (TEXT, BOLD)  # each weight by itself: browsers combine faces of exactly the same weights
    ]
    latin = own_rule(BOLD, src=f'url("../../../fonts/{TEXT.stem}.woff2") format("woff2")')
    return "\n".join((*rules, latin))


def standin_rule(face: Face, font: TTFont, standin: Standin) -> str:
    """The rule for a stand-in of `face`: as wide on average, with lines of exactly the same height."""
    size = width(font) / width(TTFont(standin.widths))
    em, line = font["head"].unitsPerEm * size, font["hhea"]
    return rule(
        font_family=f'"{face.family} fallback"',
        src=", ".join(f'local("{name}")' for name in standin.names),
        font_weight=face.weights,
        size_adjust=percent(size),
        ascent_override=percent(line.ascent / em),
        descent_override=percent(-line.descent / em),
        line_gap_override=percent(line.lineGap / em),
    )


def save(font: TTFont, stem: str) -> None:
    """Write the file of a face, and print its size in bytes."""
    target = STATIC / "fonts" / f"{stem}.woff2"
    font.save(target)
    print(f"{target.stat().st_size:6} {target.name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("packages", type=Path, help="the node_modules folder that holds @fontsource/")
    parser.add_argument("--system", type=Path, default=SYSTEM, help="the folder of Liberation and DejaVu")
    arguments = parser.parse_args()

    fonts = {face: make(face, arguments.packages) for face in FACES}
    for face, font in fonts.items():
        save(font, face.stem)
    sheets = {}
    for face in (TEXT, BOLD):
        stem = f"{face.package}-cyrillic-{face.weight}"
        save(make_cyrillic(face, fonts[face], arguments.packages), stem)
        loads = own_rule(face, src=f'url("../../../fonts/{stem}.woff2") format("woff2")', unicode_range=CYRILLIC_RANGE)
        sheets["cyrillic"] = "\n".join(filter(None, (sheets.get("cyrillic"), loads)))
    for script in SCRIPTS:
        save(make_script(script, arguments.packages), script.package)
        sheets[script.name] = script_rules(script)
    for name, rules in sheets.items():
        (STATIC / f"css/scripts/faces/{name}.css").write_text(WRITTEN_HERE + rules, "utf-8")
    for package in dict.fromkeys([*(face.package for face in (TITLE, TEXT)), *(script.package for script in SCRIPTS)]):
        scope = "@fontsource" if package in {TITLE.package, TEXT.package} else "@fontsource-variable"
        licence = (arguments.packages / scope / package / "LICENSE").read_text("utf-8")
        (STATIC / "fonts" / f"OFL-{package.title().replace('-', '')}.txt").write_text(licence, "utf-8")
    (STATIC / "css/fonts.css").write_text(
        WRITTEN_HERE
        + "\n".join(own_rule(face) for face in FACES)
        + "\n/* In place of a late one: a font of the system, in the same room. The last one that it has counts. */\n\n"
        + "\n".join(
            standin_rule(face, fonts[face], standin) for face, standin in standins(arguments.packages, arguments.system)
        ),
        "utf-8",
    )


if __name__ == "__main__":
    main()
