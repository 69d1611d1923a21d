"""The letters of each language of the site, by which tests find words of another language."""

LATIN = "abcdefghijklmnopqrstuvwxyz"
ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْ"
PERSIAN = "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنهوی\u0654\u200c"

LETTERS = {
    "fr": LATIN + "àâæçéèêëîïôœùûüÿ",
    "en": LATIN,
    "es": LATIN + "áéíñóúü",
    "tr": "abcçdefgğhıijklmnoöprsştuüvyzâîû" + "\u0307",
    "so": "abcdefghijklmnoqrstuwxy",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "ar": ARABIC,
    "fa": PERSIAN,
    "ps": PERSIAN + "ټځڅډړږښګڼۍېيئ",
    "ti": "".join(map(chr, range(0x1200, 0x1361))),
}


def foreign_letters(text, code):
    """The letters and marks in a text that do not belong to the language ``code``, in their order."""
    return "".join(
        c for c in text.lower() if c not in LETTERS[code] and (c.isalpha() or (ord(c) > 0x2FF and c.isalnum()))
    )
