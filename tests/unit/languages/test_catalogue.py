"""Catalogues: translations that are current, outdated or missing, and their update after a change of the French."""

import pickle
from pathlib import Path

import pytest

from plugins.base.mistakes import ContentMistakes, Unreadable
from plugins.languages.catalogue import Catalogue, catalogue_of, read_catalogue
from plugins.languages.messages import Message
from plugins.languages.po import parse_po, po_text
from plugins.languages.update import state_of, updated
from tests.tables import each_row

HEAD = 'msgid ""\nmsgstr "Plural-Forms: nplurals=3; plural=(n%10==1 ? 0 : n<5 ? 1 : 2);\\n"\n\n'
FILE = "content/besoins/logement.md"


def catalogue(*messages, code="uk"):
    return Catalogue(code, {message.key: message for message in messages})


def said(french, words="", file=FILE, **more):
    return Message((french,), (words,), files=(file,), **more)


def french(*texts, file=FILE):
    return [Message((text,), files=(file,)) for text in texts]


def test_a_message_with_words_says_them_and_one_without_says_itself():
    words = catalogue(said("Bonjour", "Вітаю"), said("Rue"), said("Bus", "Автобус", context="menu"))
    assert (words.gettext("Bonjour"), words.gettext("Rue"), words.gettext("Bus")) == ("Вітаю", "Rue", "Bus")
    assert (words.pgettext("menu", "Bus"), words.pgettext("pied", "Bus")) == ("Автобус", "Bus")
    assert [words.has("Bonjour"), words.has("Rue"), words.has("Bus")] == [1, 0, 0]


def test_a_number_takes_its_own_form():
    text = f'{HEAD}msgid "un bureau"\nmsgid_plural "%(n)s bureaux"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n'
    words = catalogue_of(parse_po(text), "uk")
    assert [words.ngettext("un bureau", "%(n)s bureaux", n) for n in (1, 3, 7, 21)] == ["a", "b", "c", "a"]
    assert [words.ngettext("une rue", "%(n)s rues", n) for n in (1, 3)] == ["une rue", "%(n)s rues"]


def test_a_message_that_counts_and_lacks_a_form_has_no_words():
    counted = Message(("un bureau", "bureaux"), ("a", "", "c"))
    assert not catalogue(counted).has("un bureau")
    assert catalogue(counted).ngettext("un bureau", "bureaux", 2) == "bureaux"


def test_an_outdated_message_keeps_its_words():
    words = catalogue(said("Bonjour", "Вітаю", flags=("fuzzy",)), said("Rue", "Вулиця"))
    assert words.gettext("Bonjour") == "Вітаю"
    assert [
        words.has("Bonjour"),
        words.messages[None, "Bonjour"].is_outdated,
        words.messages[None, "Rue"].is_outdated,
    ] == [1, 1, 0]


def test_a_review_is_of_these_words_for_this_french():
    reviewed = said("Bonjour", "Вітаю").reviewed("Oksana", "2026-12-01")
    assert reviewed.review == "Oksana, le 2026-12-01"
    assert reviewed.is_reviewed
    for other in (
        Message(("Bonjour",), ("Привіт",), comments=reviewed.comments),
        Message(("Bonsoir",), ("Вітаю",), comments=reviewed.comments),
        Message(("Bonjour",), ("Вітаю",), context="menu", comments=reviewed.comments),
        Message(("Bonjour",), ("Вітаю",), flags=("fuzzy",), comments=reviewed.comments),
    ):
        assert not other.is_reviewed, other
        assert other.tidied().comments == ()


def test_a_second_review_takes_the_place_of_the_first_and_a_comment_stays():
    once = said("Bonjour", "Вітаю", comments=("Ton : poli.",)).reviewed("Oksana", "2026-12-01")
    twice = once.reviewed("Ivan", "2027-01-02")
    assert twice.review == "Ivan, le 2027-01-02"
    assert len(twice.comments) == 2
    assert twice.tidied() == twice


def test_a_catalogue_goes_to_another_process():
    words = catalogue(said("Bonjour", "Вітаю"))
    words.ngettext("x", "y", 2)
    assert pickle.loads(pickle.dumps(words)) == words


def test_a_missing_file_is_an_empty_catalogue(tmp_path):
    assert not read_catalogue(tmp_path / "none.po", "uk").messages


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path):
    (tmp_path / "messages.po").write_bytes('msgid ""\nmsgstr "é"\n'.encode("latin-1"))
    with pytest.raises(ContentMistakes, match="UTF-8") as caught:
        read_catalogue(tmp_path / "messages.po", "uk")
    assert [mistake.line for mistake in caught.value.mistakes] == [2]


def test_words_that_would_break_a_page_are_a_mistake_and_others_are_none(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = Path("theme/translations/uk/messages.po")
    file.parent.mkdir(parents=True)
    file.write_text(
        f'{HEAD}#: a.html\nmsgid "Avec %(names)s."\nmsgstr "З: %(name)s."\n\n'
        '#: a.md\nmsgid "5 % du temps."\nmsgstr "5% часу."\n\n#: a.html\nmsgid "Oui."\nmsgstr "Oui"\n',
        "utf-8",
    )
    with pytest.raises(ContentMistakes) as caught:
        read_catalogue(file, "uk")
    assert {(mistake.path, mistake.line) for mistake in caught.value.mistakes} == {
        ("theme/translations/uk/messages.po", 5)
    }
    file.write_text(file.read_text("utf-8").replace("(name)", "(names)"), "utf-8")
    assert read_catalogue(file, "uk").gettext("Oui.") == "Oui"


def test_a_rule_of_plurals_that_is_none_is_told():
    with pytest.raises(Unreadable, match="pluriel"):
        catalogue_of(parse_po('msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=open(n);\\n"\n'), "uk")


BEFORE = (
    said("Parlez-en à votre bureau.", "A"),
    said("Le parcours est gratuit pour toute personne.", "B"),
    said("Demandez le jour et l'heure au téléphone.", "C"),
)


@each_row(
    ("texts", "words", "outdated"),
    [
        # one text is changed
        (("Parlez-en à votre bureau.", "Le parcours est gratuit pour tout le monde."), ["A", "B"], [0, 1]),
        # changed and moved
        (("Demandez le jour ou l'heure au téléphone.", "Parlez-en à votre bureau."), ["C", "A"], [1, 0]),
        # moved only
        (("Demandez le jour et l'heure au téléphone.", "Parlez-en à votre bureau."), ["C", "A"], [0, 0]),
        # one is kept, one is new
        (("Parlez-en à votre bureau.", "Avez-vous une carte de séjour ?"), ["A", None], [0, 0]),
        # two new texts that resemble an old one: only one of them gets its translation
        (("Demandez le jour au téléphone.", "Demandez l'heure au téléphone."), ["C", None], [1, 0]),
    ],
)
def test_what_the_officer_changed_keeps_the_words_of_before(texts, words, outdated):
    after = catalogue(*BEFORE).following({FILE: texts})
    assert [after.gettext(text) if after.has(text) else None for text in texts] == words
    assert [after.messages[None, text].is_outdated for text in texts] == outdated


def test_what_stands_at_the_same_place_may_change_more():
    old = (said("Avant.", "0"), said("Logement social", "B"), said("Après.", "1"))
    assert (
        catalogue(*old).following({FILE: ("Avant.", "Un logement", "Après.")}).messages[None, "Un logement"].is_outdated
    )
    assert not catalogue(*old).following({FILE: ("Avant.", "Après.", "Un logement")}).has("Un logement")


def test_a_sentence_that_gets_a_context_keeps_its_words_outdated():
    (new,) = updated(catalogue(said("Accueil", "A")), [Message(("Accueil",), context="bureau", files=(FILE,))]).messages
    assert (new.words, new.is_outdated, new.before) == (("A",), True, ("Accueil",))


def test_words_of_before_that_would_break_a_page_of_now_are_kept_apart():
    template = "theme/templates/a.html"
    file = updated(
        catalogue(said("Appelez %(who)s.", "%(who)s!", template)), french("Appelez %(name)s.", file=template)
    )
    assert [(message.words, message.is_outdated) for message in file.messages] == [(("",), False)]
    assert [message.words for message in file.obsolete] == [("%(who)s!",)]


def test_the_words_of_another_file_are_not_taken_for_a_change():
    other = said("Le parcours est gratuit pour toute personne.", "B", "content/autre.md")
    new = "Le parcours est gratuit pour chaque personne."
    assert not catalogue(other).following({FILE: (new,)}).has(new)


def test_a_sentence_that_two_files_share_and_one_changes_stays_as_it_is_in_the_other():
    shared = said("Tout le parcours est gratuit.", "A", FILE)
    shared = Message(shared.french, shared.words, files=(FILE, "content/autre.md"))
    after = catalogue(shared).following(
        {FILE: ("Tout le parcours est vraiment gratuit.",), "content/autre.md": ("Tout le parcours est gratuit.",)}
    )
    assert after.messages[None, "Tout le parcours est vraiment gratuit."].is_outdated
    assert not after.messages[None, "Tout le parcours est gratuit."].is_outdated


def test_what_a_file_lacks_is_told_of_its_text_of_now():
    there, gone = said("Parlez-en à votre bureau.", "A"), said("Une phrase qui part.")
    before = catalogue(there, gone)
    assert (before.lacking, before.outdated) == ({FILE}, set())
    assert before.following({FILE: ("Parlez-en à votre bureau.",)}).lacking == set()
    assert before.following({FILE: ("Parlez-en à votre bureau !",)}).outdated == {FILE}
    assert before.following({FILE: ("Tout à fait autre chose, et nouveau.",)}).lacking == {FILE}
    moved = before.following({FILE: (), "content/autre.md": ("Parlez-en à votre bureau.", "Une phrase qui part.")})
    assert moved.lacking == {"content/autre.md"}
    assert moved.unreviewed == {"content/autre.md"}


def test_nothing_changes_where_the_french_is_the_same():
    same = catalogue(*BEFORE)
    assert same.following({FILE: [message.french[0] for message in BEFORE]}) is same


def test_an_update_follows_the_french_order_and_marks_one_change_alone():
    file = updated(
        catalogue(*BEFORE), french("Ici.", "Le parcours est gratuit pour tous.", "Parlez-en à votre bureau.")
    )
    assert [(m.french[0], m.words[0], m.is_outdated) for m in file.messages] == [
        ("Ici.", "", False),
        ("Le parcours est gratuit pour tous.", "B", True),
        ("Parlez-en à votre bureau.", "A", False),
    ]
    assert file.messages[1].before == ("Le parcours est gratuit pour toute personne.",)
    assert [m.french[0] for m in file.obsolete] == sorted(m.french[0] for m in BEFORE[1:])
    again = updated(
        catalogue_of(parse_po(po_text(file)), "uk"), french("Ici.", *(m.french[0] for m in file.messages[1:]))
    )
    assert po_text(again) == po_text(file)


def test_a_change_that_is_taken_back_finds_its_words_and_its_review_again():
    reviewed = BEFORE[1].reviewed("Oksana", "2026-12-01")
    changed = updated(catalogue(BEFORE[0], reviewed), french("Parlez-en à votre bureau.", "Le parcours est gratuit."))
    assert changed.messages[1].is_outdated
    back = catalogue_of(changed, "uk")
    texts = ("Parlez-en à votre bureau.", reviewed.french[0])
    assert back.following({FILE: texts}).messages[None, reviewed.french[0]].is_reviewed
    assert updated(back, french(*texts)).messages[1].is_reviewed


def test_a_sentence_that_counts_from_now_on_keeps_its_words_outdated():
    (message,) = updated(
        catalogue(said("un bureau", "офіс")), [Message(("un bureau", "des bureaux"), files=(FILE,))]
    ).messages
    assert (message.words, message.has_words, message.flags) == (("офіс", "", ""), False, ("fuzzy",))


def test_the_state_counts_each_message_once():
    messages = [
        said("Un deux trois."),
        said("Bonjour", "Вітаю", flags=("fuzzy",)),
        said("Rue", "Вулиця"),
        said("Bus", "Автобус").reviewed("Oksana", "2026-12-01"),
    ]
    state = state_of("uk", messages)
    assert [len(state.missing), len(state.outdated), len(state.unreviewed)] == [1, 1, 1]
    assert str(state) == (
        "ukrainien (uk) : 4 textes ; 1 sans traduction, soit 3 mots ; 1 à revoir (le français a changé), soit 1 mot ; "
        "1 à faire relire, soit 1 mot"
    )
    assert str(state_of("uk", messages[3:])) == "ukrainien (uk) : 1 texte ; tout est traduit et relu"


def test_a_message_without_words_that_says_no_file_may_be_lacking_anywhere():
    """A catalogue that was written by hand may have messages without the path of a file."""
    text = f'{HEAD}#: content/a.md\nmsgid "Bonjour"\nmsgstr "Вітаю"\n\nmsgid "Rue"\nmsgstr "'
    assert catalogue_of(parse_po(f'{text}"\n'), "uk").lacking == {"plugins/"}
    assert catalogue_of(parse_po(f'{text}Вулиця"\n'), "uk").lacking == set()
