"""The faults of a translation that a program can find."""

from plugins.languages.checks import faults
from plugins.languages.messages import Message
from tests.tables import each_row

PROSE = ("content/a.md",)


def told(french, words, language="uk", files=("theme/templates/a.html",)):
    french, words = ((text,) if isinstance(text, str) else text for text in (french, words))
    return list(faults(Message(french, words, files=files), language))


@each_row(
    ("french", "words", "language"),
    [
        ("Appelez %(who)s.", "Зателефонуйте: %(who)s.", "uk"),
        ("Lisez [la page](/contact/).", "اقرأ [الصفحة](/contact/).", "ar"),
        ("Est-ce obligatoire ?", "¿Es obligatorio?", "es"),
        ("Est-ce obligatoire ?", "هل هو إلزامي؟", "ar"),
        ("C’est gratuit.", "ነጻ እዩ።", "ti"),
        ("Le CAI et Facebook", "CAI та Facebook", "uk"),
        ("Le parcours vous aide.", "Програма (parcours d’intégration) вам допомагає.", "uk"),
        ("Contact", "Contact", "en"),
        ("Par SMS", "SMS", "uk"),
        ("SMS", "SMS", "ar"),
        (
            ("un bureau", "%(count)s bureaux"),
            ("مكتب", "مكتب واحد", "مكتبان", "%(count)s مكاتب", "%(count)s مكتبا", "مكتب"),
            "ar",
        ),
        ("**Appelez** avant.", "Спочатку **зателефонуйте**.", "uk"),
        ("Le calendrier va jusqu’au %(day)s.", "Останній день: %(day)s", "uk"),
        ("un point ;", "نقطة؛", "ar"),
        ("5 % des cours", "5% уроків", "uk"),
        ("Bonjour", "", "uk"),
    ],
)
def test_a_sound_translation_has_no_fault(french, words, language):
    assert told(french, words, language, PROSE if "5 %" in french else ("theme/templates/a.html",)) == []


@each_row(
    ("french", "words", "language", "said"),
    [
        ("Appelez %(who)s", "Зателефонуйте", "uk", "%(who)s"),
        ("Appelez %(who)s", "Зателефонуйте: %(хто)s", "uk", "%(who)s"),
        ("Appelez %(who)s", "Зателефонуйте: %(who)s %(name)s", "uk", "%(name)s"),
        ("Rien pour « {query} »", "Нічого: « {q} »", "uk", "{query}"),
        ("Appelez", "100 % так", "uk", "%%"),
        (("un bureau", "%(place)s : bureaux"), ("a", "б", "в"), "uk", "%(place)s"),
        ("Lisez [la page](/contact/)", "Читайте [сторінку](/контакт/)", "uk", "liens"),
        ("Lisez [la page](/contact/)", "Читайте сторінку", "uk", "liens"),
        ("**Appelez**", "**Зателефонуйте", "uk", "gras"),
        ("Oui.[^a]", "Так.[^b]", "uk", "notes"),
        ("Oui (non)", "Так (ні", "uk", "parenthèse"),
        ('<a href="/a/">Oui</a>', '<a href="/b/">Так</a>', "uk", "balises"),
        ("Oui", "Так\nні", "uk", "ligne"),
        ("Deux", "2. так", "uk", "commence"),
        ("Bonjour", "مرحبا", "uk", "écriture"),
        ("Bonjour", "Bонжур", "uk", "écriture"),
        ("Bonjour", "مرحبا hello", "ar", "hello"),
        ("Bonjour", "Здравствыйте", "uk", "voisine"),
        ("Bonjour", "چای", "ar", "voisine"),
        ("Bonjour à tous", "Bonjour à tous", "uk", "française"),
        ("Demandez le jour avant de venir", "Demandez le jour avant de venir", "en", "française"),
        ("400 heures", "٤٠٠ ساعة", "ar", "chiffres"),
        ("400 heures", "ساعات", "ar", "400"),
        ("Oui.", "Так", "uk", "finit"),
        ("Oui", "Так.", "uk", "finit"),
        ("Oui ?", "¿Sí", "es", "finit"),
        ("Oui ?", "Sí?", "es", "¿"),
        ("Oui", "Так\u200b", "uk", "200B"),
        ("Oui", " Так", "uk", "espaces"),
        (("un", "deux"), ("один", "два"), "uk", "3"),
        (("un", "deux"), ("один", "", "два"), "uk", "forme"),
    ],
)
def test_a_fault_is_told_with_its_remedy(french, words, language, said):
    found = told(french, words, language)
    assert any(said in one for one in found), found
    assert all("→" in one for one in found)
