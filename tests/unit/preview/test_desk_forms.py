"""The forms of the desk: what they show, what their buttons do, what they write into the file."""

import errno
import itertools
import re
from pathlib import Path

import pytest

from plugins.desk.forms import workshop as workshops
from plugins.model.base import DRAFT
from plugins.source.loading import load
from plugins.source.record_cache import RecordCache
from tests.built_site import ROOT
from tests.unit.conftest import TODAY
from tests.unit.preview.forms import CONTENT, OFFICE, ask, controls
from tooling.preview.atelier import Atelier

PATH = "/_atelier/modifier/bureaux/dinant"
FIELD = "champ.annulations.0."


@pytest.fixture
def office(workshop):
    """The file of the office."""
    return workshop.content / "bureaux/dinant.md"


@pytest.fixture
def fill(desk):
    """A function that opens a form, presses some buttons of its lists, sends other values and returns the answer."""

    def filled(path, values, *buttons, button="enregistrer"):
        sent, _ = controls(ask(desk, path)[1])
        for each in buttons:
            sent, _ = controls(ask(desk, path, {**sent, "geste": each})[1])
        assert values.keys() <= sent.keys()
        return ask(desk, path, {**sent, **values, "geste": button})

    return filled


def test_a_change_touches_its_own_row(fill, office):
    status, _, headers = fill(PATH, {"champ.titre": "Autre"})
    assert (status, headers["Location"]) == (303, PATH)
    assert office.read_text("utf-8") == OFFICE.replace("titre: Dinant", "titre: Autre")


def test_what_is_saved_without_a_change_stays_byte_for_byte(fill, workshop):
    for name, newline in itertools.product(CONTENT, ("\n", "\r\n")):
        file = workshop.content / name
        file.write_bytes(CONTENT[name].replace("\n", newline).encode())
        before = file.read_bytes()
        assert fill(f"/_atelier/modifier/{name.removesuffix('.md')}", {})[0] == 303
        assert file.read_bytes() == before, (name, newline)


def test_a_cancellation_adds_two_rows_and_removes_none(fill, office):
    new = {f"{FIELD}le": "2026-12-24", f"{FIELD}raison": "congés"}
    assert fill(PATH, new, "ajouter champ.annulations")[0] == 303
    added = "annulations:\n  - {le: 2026-12-24, raison: congés}\n"
    assert office.read_text("utf-8") == OFFICE.replace("    qui: ana-essai\n", f"    qui: ana-essai\n{added}")


def test_a_day_is_typed_as_people_say_it_and_written_in_full(fill, office):
    said = {"champ.ajouts.0.le": "demain", "champ.ajouts.1.le": "vendredi 11 décembre"}
    assert fill(PATH, said, *["ajouter champ.ajouts"] * 2)[0] == 303
    assert "ajouts:\n  - {le: 2026-11-24}\n  - {le: 2026-12-11}\n" in office.read_text("utf-8")


def test_a_wrong_weekday_is_told_beside_its_field_and_nothing_is_written(desk, fill, office):
    new = {f"{FIELD}le": "mercredi 24 décembre 2026", f"{FIELD}raison": "congés"}
    status, page, _ = fill(PATH, new, "ajouter champ.annulations")
    assert status == 200
    assert office.read_text("utf-8") == OFFICE
    assert f'<a href="#{FIELD}le">Permanences annulées, nº 1, Pas de permanence le :' in page
    sent, buttons = controls(page)
    assert sent[f"{FIELD}le"] == "mercredi 24 décembre 2026"
    assert f"ecrire {FIELD}le=2026-12-24" in buttons
    page = ask(desk, PATH, {**sent, "geste": f"ecrire {FIELD}le=2026-12-24"})[1]
    assert controls(page)[0][f"{FIELD}le"] == "2026-12-24"
    assert "Tout est juste." in page


@pytest.mark.parametrize("day", ["24 décembre 2026", "jeudi 24 décembre 2026", "24/12/2026", " 2026-12-24 "])
def test_a_day_is_typed_as_people_write_it(fill, office, day):
    assert fill(PATH, {f"{FIELD}le": day, f"{FIELD}raison": "congés"}, "ajouter champ.annulations")[0] == 303
    assert "  - {le: 2026-12-24, raison: congés}\n" in office.read_text("utf-8")


def test_a_button_that_does_not_save_writes_nothing(desk, office):
    sent = controls(ask(desk, PATH)[1])[0] | {"champ.titre": "Un nom"}
    for button in (
        "verifier",
        "ajouter champ.permanences",
        "ecrire champ.titre=Autre",
        "monter x",
        "noter",
        "noter x y",
    ):
        assert ask(desk, PATH, {**sent, "geste": button})[0] == 200, button
        assert office.read_text("utf-8") == OFFICE, button


def test_items_are_added_moved_and_removed_in_the_form(desk):
    sent, _ = controls(ask(desk, PATH)[1])
    name = "champ.permanences.0.qui"
    for button, people in (
        (f"ajouter {name}", ["ana-essai", ""]),
        (f"monter {name}.1", ["", "ana-essai"]),
        (f"descendre {name}.0", ["ana-essai", ""]),
        (f"enlever {name}.0", [""]),
        (f"enlever {name}.7", [""]),
    ):
        sent, _ = controls(ask(desk, PATH, {**sent, "geste": button})[1])
        assert [value for key, value in sent.items() if key.startswith(f"{name}.")] == people


def test_people_are_chosen_by_their_names(desk):
    page = ask(desk, PATH)[1]
    assert '<option value="bo-essai">Bo Essai</option>' in page
    assert '<option value="ana-essai" selected>Ana Essai</option>' in page


def test_a_date_is_touched_to_be_cancelled(desk):
    sent, buttons = controls(ask(desk, PATH)[1])
    touch = next(button for button in buttons if button.startswith("noter"))
    assert touch == "noter champ.annulations le=2026-11-26"
    for _ in range(2):
        sent, _ = controls(ask(desk, PATH, {**sent, "geste": touch})[1])
    assert [value for name, value in sent.items() if name.startswith("champ.annulations")] == ["2026-11-26", ""]


def test_sessions_in_words_stay_so_and_new_ones_are(fill, workshop):
    file = workshop.content / "agenda/f.md"
    file.parent.mkdir()
    lines = "seances:\n  - 10 et 12 décembre 2026, 9h-16h  # à relire\n  - le: 17 décembre 2026, 9h-16h\n"
    before = f"---\ntitre: F\nresume: r\ngenre: formation\n{lines}---\n"
    file.write_text(before, "utf-8")
    assert fill("/_atelier/modifier/agenda/f", {})[0] == 303
    assert file.read_text("utf-8") == before
    new = {"champ.seances.2.le": "19 décembre 2026, 9h-16h"}
    assert fill("/_atelier/modifier/agenda/f", new, "ajouter champ.seances")[0] == 303
    assert file.read_text("utf-8") == before.replace(lines, f"{lines}  - 19 décembre 2026, 9h-16h\n")


def test_who_receives_is_chosen_though_the_site_has_a_mistake(desk, fill, workshop, office):
    (workshop.content / "pages/essai.md").write_text("---\ntitre: Essai\n---\n", "utf-8")
    assert '<option value="bo-essai">Bo Essai</option>' in ask(desk, PATH)[1]
    (workshop.content / "equipes/accueil.md").write_text("---\ntitre: Accueil\n---\n", "utf-8")
    assert fill(PATH, {})[0] == 303
    assert office.read_text("utf-8") == OFFICE


def test_a_link_that_led_to_a_page_which_has_gone_again_is_a_mistake(workshop):
    """The cache of the last build, which read the same files, does not hide the mistake."""
    records = RecordCache(workshop.content.parent / "kept/records", "one")
    load(workshop.content, TODAY, records=records)
    records.save()
    page, other = workshop.content / "pages/essai.md", workshop.content / "pages/autre.md"
    other.write_text("---\ntitre: Autre\nresume: r\n---\n", "utf-8")
    page.write_text("---\ntitre: Essai\nresume: r\n---\n\nVoir [une autre](/autre/) page.\n", "utf-8")
    assert workshop.mistakes() == ()
    other.unlink()
    assert [mistake.path for mistake in workshop.mistakes()] == [page.as_posix()]


def test_advice_stands_beside_what_it_is_about_and_blocks_nothing(fill, workshop):
    path, long = (
        "/_atelier/modifier/pages/essai",
        "Un titre qui est vraiment beaucoup trop long pour un moteur de recherche",
    )
    page = fill(path, {"champ.titre": long}, button="verifier")[1]
    assert "Tout est juste." in page
    advice = page[page.index('id="champ.titre-erreurs"') : page.index('id="champ.resume"')]
    assert '<p class="hint">Conseil : Le titre a' in advice
    assert fill(path, {"champ.titre": long})[0] == 303


def test_a_word_that_no_dictionary_has_is_advice(fill):
    page = fill("/_atelier/modifier/pages/essai", {"texte": "Un motz."}, button="verifier")[1]
    assert "Tout est juste." in page
    assert "« motz » n’est pas dans le dictionnaire → vouliez-vous dire « mot » ?" in page.replace("\u00a0", " ")


def test_the_next_dates_follow_from_the_sentence(fill):
    page = fill(PATH, {"champ.permanences.0.quand": "1er mardi du mois"}, button="verifier")[1]
    for day in ("mardi 1er décembre 2026", "mardi 5 janvier 2027", "mardi 6 avril 2027"):
        assert day in page.replace("\u00a0", " ")


def test_a_draft_may_lack_what_a_published_text_needs(desk, fill, workshop):
    path, file = "/_atelier/ajouter/actualite", workshop.content / "actualites/une-nouvelle.md"
    assert fill(path, {"champ.titre": "Une nouvelle"})[0] == 303
    assert file.read_text("utf-8") == "---\nstatut: brouillon\ntitre: Une nouvelle\n---\n"
    edit = "/_atelier/modifier/actualites/une-nouvelle"
    status, page, _ = fill(edit, {}, button="publier")
    assert status == 200
    assert "Ce champ est obligatoire." in page
    rest = {"champ.resume": "r", "champ.date": "2026-11-02", "champ.categorie": "Essais", "texte": "Un\r\ntexte"}
    assert fill(edit, rest, button="publier")[0] == 303
    assert file.read_text("utf-8") == (
        "---\ntitre: Une nouvelle\nresume: r\ndate: 2026-11-02\ncategorie: Essais\n---\n\nUn\ntexte\n"
    )
    assert fill(edit, {}, button="brouillon")[0] == 303
    assert f"statut: {DRAFT}\n" in file.read_text("utf-8")


def test_a_new_keyword_is_written_as_the_others_have_it_and_an_old_one_may_be_respelt(desk, fill, workshop):
    folder = workshop.content / "actualites"
    folder.mkdir()
    there = "---\ntitre: Une\nresume: r\ndate: 2026-11-02\ncategorie: Vie du lieu\netiquettes:\n  - Écoles\n---\n"
    (folder / "une.md").write_text(there, "utf-8")
    page = ask(desk, "/_atelier/ajouter/actualite")[1]
    assert '<option value="Vie du lieu">' in page
    new = {"champ.titre": "Deux", "champ.resume": "r", "champ.date": "2026-11-03", "texte": "t"}
    words = {"champ.categorie": "vie du  lieu", "champ.etiquettes.0": "ecoles", "champ.etiquettes.1": "autre"}
    adding = ["ajouter champ.etiquettes"] * 2
    assert fill("/_atelier/ajouter/actualite", new | words, *adding, button="publier")[0] == 303
    assert "categorie: Vie du lieu\netiquettes: [Écoles, autre]\n" in (folder / "deux.md").read_text("utf-8")
    assert fill("/_atelier/modifier/actualites/une", {"champ.categorie": "Vie du Lieu"})[0] == 303
    assert "categorie: Vie du Lieu\n" in (folder / "une.md").read_text("utf-8")


def test_all_offices_are_closed_in_a_file_of_its_own_that_is_not_there_yet(fill, workshop):
    days = {"du": "28 décembre 2026", "au": "1er janvier 2027", "raison": "congés"}
    new = {f"champ.fermetures.0.{key}": text for key, text in days.items()}
    answer = fill("/_atelier/ajouter/fermetures", new)
    assert (answer[0], answer[2]["Location"]) == (303, "/_atelier/modifier/fermetures")
    written = "---\nfermetures:\n  - {du: 2026-12-28, au: 2027-01-01, raison: congés}\n---\n"
    assert (workshop.content / "fermetures.md").read_text("utf-8") == written


def test_who_follows_a_session_that_goes_or_an_event_whose_year_changes_is_led_on(fill, workshop):
    file = workshop.content / "agenda/f.md"
    file.parent.mkdir()
    file.write_text(
        "---\ntitre: F\nresume: r\ngenre: formation\ndebut: 2026-12-10\nseances:\n  - 10 décembre 2026\n"
        "  - 12 décembre 2026\n---\n",
        "utf-8",
    )
    path, led = "/_atelier/modifier/agenda/f", "/agenda/2026/f/2026-12-12.ics"
    page = fill(path, {}, button="enlever champ.seances.1")[1]
    assert f"{led} mènera à /agenda/2026/f/f.ics" in page
    assert fill(path, {}, "enlever champ.seances.1")[0] == 303
    assert (workshop.content / "redirections.txt").read_text("utf-8") == f"{led} → /agenda/2026/f/f.ics\n"


def test_a_page_and_the_line_that_leads_to_it_are_written_together_or_not_at_all(fill, workshop, monkeypatch):
    file = workshop.content / "agenda/f.md"
    file.parent.mkdir()
    text = "---\ntitre: F\nresume: r\ngenre: formation\ndebut: 2026-12-10\nseances:\n  - 10 décembre 2026\n"
    text += "  - 12 décembre 2026\n---\n"
    file.write_text(text, "utf-8")
    write = workshops.write_whole

    def full(path, data):
        if path.name == "redirections.txt":
            raise OSError(errno.ENOSPC, "No space left on device")
        write(path, data)

    monkeypatch.setattr(workshops, "write_whole", full)
    status, page, _ = fill("/_atelier/modifier/agenda/f", {}, "enlever champ.seances.1")
    assert (status, file.read_text("utf-8")) == (409, text)
    assert "Le disque refuse d’écrire" in page


@pytest.mark.parametrize(
    ("path", "new"),
    [(PATH, {"champ.titre": "Autre"}), ("/_atelier/ajouter/page", {"champ.titre": "Autre", "champ.resume": "Un mot"})],
)
def test_a_full_disk_is_told_and_what_was_typed_stays(fill, workshop, monkeypatch, path, new):
    opened = Path.open

    def write_whole(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    def open_(file, mode="r", *rest, **named):
        return write_whole() if mode == "xb" else opened(file, mode, *rest, **named)

    monkeypatch.setattr(workshops, "write_whole", write_whole)
    monkeypatch.setattr(Path, "open", open_)
    before = {file: file.read_bytes() for file in workshop.content.rglob("*.md")}
    status, page, _ = fill(path, new)
    assert status == 409
    assert "Le disque refuse d’écrire ; tout est resté comme avant." in page
    assert 'value="Autre"' in page
    assert {file: file.read_bytes() for file in workshop.content.rglob("*.md")} == before


def test_what_would_break_another_page_is_not_written(fill, workshop):
    status, page, _ = fill(PATH, {}, button="brouillon")
    assert status == 200
    assert "pages/essai.md" in page
    assert (workshop.content / "bureaux/dinant.md").read_text("utf-8") == OFFICE


def test_a_mistake_in_another_file_does_not_keep_from_saving(fill, workshop, office):
    (workshop.content / "equipes/accueil.md").write_text("---\ntitre: Accueil\n---\n", "utf-8")
    assert fill(PATH, {"champ.titre": "Autre"})[0] == 303
    assert "titre: Autre" in office.read_text("utf-8")


def test_the_result_is_seen_before_anything_is_written_and_not_with_a_mistake(desk, fill, office):
    status, _, headers = fill(PATH, {"champ.titre": "Autre"}, button="voir")
    assert (status, ask(desk, headers["Location"])[1]) == (303, "<p>Autre /bureaux/dinant/")
    status, page, _ = fill(PATH, {"champ.titre": "Encore", "champ.adresse.code_postal": "0"}, button="voir")
    assert (status, "La page, avant l’erreur" in page) == (200, True)
    assert office.read_text("utf-8") == OFFICE


def test_a_page_that_a_mistake_elsewhere_keeps_back_is_not_said_to_be_the_one_to_come(desk, fill, workshop):
    assert "La page, telle qu’elle sera" in ask(desk, PATH)[1]
    (workshop.content / "equipes/accueil.md").write_text("---\ntitre: Accueil\n---\n", "utf-8")
    assert "La page, avant l’erreur" in fill(PATH, {"champ.titre": "Autre"}, button="verifier")[1]


def test_two_tabs_lose_nothing(desk, office):
    first, second = (controls(ask(desk, PATH)[1])[0] for _ in range(2))
    assert ask(desk, PATH, {**first, "champ.titre": "Un", "champ.telephone": "081/12 34 56"})[0] == 303
    status, page, _ = ask(desk, PATH, {**second, "champ.titre": "Deux", "champ.courriel": "a@example.be"})
    assert status == 409
    assert "<pre>Un</pre>" in page
    assert "titre: Un\n" in office.read_text("utf-8")
    sent, _ = controls(page)
    assert (sent["champ.titre"], sent["champ.telephone"]) == ("Deux", "081/12 34 56")
    assert ask(desk, PATH, sent)[0] == 303
    text = office.read_text("utf-8")
    assert all(row in text for row in ("titre: Deux\n", "telephone: 081/12 34 56\n", "courriel: a@example.be\n"))


def test_a_value_that_no_form_shows_stays_in_the_file(desk, workshop):
    page = workshop.content / "pages/essai.md"
    page.write_text("---\ntitre: Essai\nresume: {a: b}\nautre: c\n---\n", "utf-8")
    shown = ask(desk, "/_atelier/modifier/pages/essai")[1]
    assert "champ.resume" not in controls(shown)[0]
    assert "autre : champ inconnu" in shown.lower()


def test_a_file_that_cannot_be_read_is_mended_as_a_whole(desk, office):
    office.write_bytes(OFFICE.replace("titre: Dinant", "titre: [Dinant").replace("\n", "\r\n").encode())
    status, page, _ = ask(desk, PATH)
    sent, _ = controls(page)
    assert (status, "ne se lit pas" in page) == (200, True)
    assert ask(desk, PATH, sent)[0] == 200
    sent["fichier"] = sent["fichier"].replace("[Dinant", "Dinant")
    assert ask(desk, PATH, sent)[0] == 303
    assert office.read_bytes() == OFFICE.replace("\n", "\r\n").encode()


def test_the_desk_tells_what_there_is_to_do(desk, workshop):
    (workshop.content / "pages/brouillon.md").write_text("---\nstatut: brouillon\ntitre: Plus tard\n---\n", "utf-8")
    page = ask(desk, "/_atelier/")[1]
    assert '<a href="/_atelier/modifier/pages/brouillon">Plus tard</a>' in page
    assert "jeudi 26 novembre 2026" in page.replace("\u00a0", " ")
    (workshop.content / "pages/essai.md").write_text("---\ntitre: Essai\nresumé: r\n---\n", "utf-8")
    page = ask(desk, "/_atelier/")[1]
    assert '<h2>Erreurs<span class="hidden"> : 2</span></h2>' in page
    assert '<a href="/_atelier/modifier/pages/essai">pages/essai</a>\u00a0: resumé : champ inconnu' in page


@pytest.fixture
def in_arabic(workshop):
    """The workshop with the theme of the site and its Arabic catalogue, which belongs to other texts."""
    workshop.theme = workshop.content.parent / "theme"
    (workshop.theme / "translations").mkdir(parents=True)
    for name in ("templates", "translations/ar"):
        (workshop.theme / name).symlink_to(ROOT / "theme" / name, target_is_directory=True)
    return workshop


def test_the_desk_tells_of_a_file_that_cannot_be_read(desk, in_arabic, office):
    ask(desk, "/_atelier/")
    office.write_text(OFFICE.replace("titre: Dinant", "titre: [Dinant"), "utf-8")
    status, page, _ = ask(desk, "/_atelier/")
    assert (status, '<a href="/_atelier/modifier/bureaux/dinant">' in page) == (200, True)


def test_the_desk_tells_when_the_nightly_publications_are_missing(server, workshop):
    server.atelier = Atelier(workshop, night=lambda: "Pas de nouvelle du site")
    assert '<p class="sum" role="alert">Pas de nouvelle du site</p>' in ask(server, "/_atelier/")[1]
    server.atelier = Atelier(workshop)
    assert 'role="alert"' not in ask(server, "/_atelier/")[1]


def test_the_desk_without_translations_tells_of_none(desk):
    assert "Traductions" not in ask(desk, "/_atelier/")[1]


def test_the_desk_tells_which_translations_are_outdated(desk, in_arabic, office):
    office.write_text(OFFICE.replace("permanences", "a_apporter: [un essai]\npermanences"), "utf-8")
    assert re.search(
        r"<h2>Traductions<.*arabe\u00a0: arabe \(ar\) : \d+ textes ; \d+ sans traduction",
        ask(desk, "/_atelier/")[1],
        re.S,
    )


def test_a_page_of_the_preview_leads_to_its_form(desk):
    assert '<a href="/_atelier/modifier/bureaux/dinant" target="_top">Modifier</a>' in ask(desk, "/bureaux/dinant/")[1]


@pytest.mark.parametrize(
    ("title", "file"),
    [("../../etc/passwd", "pages/etc-passwd.md"), ("C:\\Windows", "pages/c-windows.md"), ("Été", "pages/ete.md")],
)
def test_a_new_file_is_named_by_the_letters_of_its_title(desk, workshop, title, file):
    path = "/_atelier/ajouter/page"
    sent = {**controls(ask(desk, path)[1])[0], "champ.titre": title, "champ.resume": "r"}
    before = set(workshop.content.parent.rglob("*.md"))
    status, _, headers = ask(desk, path, sent)
    assert (status, headers["Location"]) == (303, f"/_atelier/modifier/{file.removesuffix('.md')}")
    assert set(workshop.content.parent.rglob("*.md")) - before == {workshop.content / file}
