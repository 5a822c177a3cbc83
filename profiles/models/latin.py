"""Names in the letters of a travel document's machine-readable zone, as ICAO Doc 9303 part 3 transliterates them."""

import unicodedata

# Latin letters whose transliteration is not the letter without its mark.
LATIN = {
    "Ä": "AE", "Å": "AA", "Æ": "AE", "Ð": "D", "Đ": "D", "Ħ": "H", "ı": "I", "Ĳ": "IJ", "ĸ": "Q", "Ł": "L",
    "Ŀ": "L", "Ŋ": "N", "Ö": "OE", "Ø": "OE", "Œ": "OE", "Þ": "TH", "Ŧ": "T", "Ü": "UE", "ẞ": "SS", "Ə": "E",
}  # fmt: skip

CYRILLIC = {
    "А": "A", "Б": "B", "В": "V", "Г": "G", "Д": "D", "Е": "E", "Ё": "E", "Ж": "ZH", "З": "Z", "И": "I", "І": "I",
    "Й": "I", "К": "K", "Л": "L", "М": "M", "Н": "N", "О": "O", "П": "P", "Р": "R", "С": "S", "Т": "T", "У": "U",
    "Ф": "F", "Х": "KH", "Ц": "TS", "Ч": "CH", "Ш": "SH", "Щ": "SHCH", "Ы": "Y", "Ъ": "IE", "Э": "E", "Ю": "IU",
    "Я": "IA", "Ѓ": "G", "Ђ": "D", "Ѕ": "DZ", "Ј": "J", "Ќ": "K", "Љ": "LJ", "Њ": "NJ", "Ћ": "C", "Џ": "DZ",
    "Є": "IE", "Ї": "I", "Ґ": "G", "Ў": "U", "Ь": "",
}  # fmt: skip

GREEK = {
    "Α": "A", "Β": "V", "Γ": "G", "Δ": "D", "Ε": "E", "Ζ": "Z", "Η": "I", "Θ": "TH", "Ι": "I", "Κ": "K", "Λ": "L",
    "Μ": "M", "Ν": "N", "Ξ": "X", "Ο": "O", "Π": "P", "Ρ": "R", "Σ": "S", "Τ": "T", "Υ": "Y", "Φ": "F", "Χ": "CH",
    "Ψ": "PS", "Ω": "O", "ΟΥ": "OU", "ΑΥ": "AV", "ΕΥ": "EV", "ΓΓ": "NG", "ΓΞ": "NX", "ΓΧ": "NCH",
}  # fmt: skip
VOICELESS = "ΘΚΞΠΣΤΦΧΨ"  # before one of these, AV and EV end in an F

KEPT = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ' .-")
APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʹʻ`´ʾʿ"), "'")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


def tidied(line: str) -> str:
    """A line that somebody typed, in capitals, with plain apostrophes and dashes and single spaces."""
    line = unicodedata.normalize("NFC", line.translate(APOSTROPHES | DASHES))
    return " ".join(line.upper().split())


def latin(name: str) -> str:
    """``name`` as the document's zone would write it; empty where a letter has no certain transliteration.

    A proposal: states differ in some letters, so the person compares it with the document.
    """
    capitals = tidied(name)
    written, at = [], 0
    while at < len(capitals):
        pair = unicodedata.normalize("NFD", capitals[at : at + 2])
        pair = "".join(char for char in pair if not unicodedata.combining(char))
        # A diaeresis keeps two Greek vowels apart.
        if pair in GREEK and len(pair) == 2 and capitals[at + 1] not in "ΪΫ":
            softened = GREEK[pair].endswith("V") and capitals[at + 2 : at + 3] in tuple(VOICELESS)
            written.append(GREEK[pair].replace("V", "F") if softened else GREEK[pair])
            at += 2
            continue
        letter = _letter(capitals[at])
        if letter is None:
            return ""
        written.append(letter)
        at += 1
    return " ".join("".join(written).split())


def _letter(char: str) -> str | None:
    if char in KEPT:
        return char
    for table in (LATIN, CYRILLIC, GREEK):
        if char in table:
            return table[char]
    plain, *marks = unicodedata.normalize("NFD", char)
    if marks and all(unicodedata.combining(mark) for mark in marks):
        return plain if plain in KEPT else GREEK.get(plain, CYRILLIC.get(plain))
    # A mark that no letter holds in one piece is left out, as the zone leaves it out.
    return "" if unicodedata.combining(char) else None
