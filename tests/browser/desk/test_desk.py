"""The desk of the preview and its forms in Chromium, over the invented content."""

import re
import shutil
import time

import pytest

from tests.browser.axe import assert_no_barrier
from tests.built_site import INVENTED
from tests.drawn import JPEG, encoded, noise
from tests.unit.release.repository import commit, git, repository

OFFICE = "/_atelier/modifier/bureaux/yvoir"
ONE_OF_EACH = (
    "accessibilite/declaration actualites/un-essai-reussi agenda/forum-des-ebauches besoins/commencer bureaux/yvoir "
    "chiffres/2025 index personnes/barnabe-girouette positions/motion-d-essai ressources/manuel"
).split()


@pytest.mark.parametrize("file", ONE_OF_EACH)
def test_a_form_has_no_barrier_and_fits_a_phone(visit, file):
    assert_no_barrier(visit(f"/_atelier/modifier/{file}"), (360,))


@pytest.mark.parametrize("word", ["evenement", "bandeau"])
def test_a_new_form_has_no_barrier(visit, word):
    assert_no_barrier(visit(f"/_atelier/ajouter/{word}"), (360,))


def test_the_desk_has_no_barrier(visit):
    assert_no_barrier(visit("/_atelier/"), (360, 1440), opened=True)


@pytest.mark.parametrize("page", ["gestes.md", "reference/textes.md"])
def test_the_guide_has_no_barrier_and_fits_a_phone(visit, page):
    """With pictures, tables, code, lists and a quotation; from 960 pixels on only the paddings are others."""
    assert_no_barrier(visit(f"/_atelier/guide/{page}"), (360,))


def test_the_longest_page_of_the_guide_fits_a_phone_and_its_wide_tables_scroll_by_keyboard(visit):
    page = visit("/_atelier/guide/reference/champs.md")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    wide = "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.tabIndex)"
    assert set(page.locator(".table").evaluate_all(wide)) == {0}


def test_the_first_page_of_the_guide_has_no_barrier_and_is_one_screen_of_a_small_laptop(visit):
    page = visit("/_atelier/guide/")
    assert_no_barrier(page, (360, 1440))
    page.set_viewport_size({"width": 1366, "height": 650})
    assert page.evaluate("() => document.documentElement.scrollHeight") <= 650
    page.set_viewport_size({"width": 360, "height": 740})
    wider = "tables => tables.filter(table => table.scrollWidth > table.clientWidth).length"
    assert page.locator(".table").evaluate_all(wider) == 0


def test_what_a_gesture_will_change_has_no_barrier(visit):
    page = visit("/_atelier/")
    page.get_by_role("link", name="Remplacer un collègue").click()
    for label, person in (("La personne qui s’en va", 1), ("La personne qui la remplace", 2)):
        page.get_by_label(label).select_option(index=person)
    page.get_by_role("button", name="Voir ce qui va changer").click()
    page.get_by_role("heading", name="Ce qui va changer").wait_for()
    assert_no_barrier(page, (360, 1440))


def test_mistakes_have_no_barrier(visit):
    page = visit(OFFICE, width=1440)
    page.get_by_role("button", name="Ajouter : Permanences annulées").click()
    page.locator("#champ\\.annulations").get_by_label("Raison").last.fill("congés")
    page.get_by_role("button", name="Vérifier", exact=True).click()
    page.get_by_role("alert").wait_for()
    assert_no_barrier(page, (360,))  # the page beside a form with a mistake is looked at below


@pytest.mark.parametrize("script", [True, False])
def test_a_page_is_changed_from_the_site_by_keyboard_alone(visit, content, script):
    page = visit("/bureaux/yvoir/", java_script_enabled=script)
    page.get_by_role("link", name="Modifier").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/_atelier/modifier/bureaux/yvoir")
    page.get_by_label("Téléphone (facultatif)").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("081 12 34 56")
    page.keyboard.press("Enter")
    page.get_by_text("Enregistré. La page").wait_for()
    before, after = ((folder / "bureaux/yvoir.md").read_text("utf-8").splitlines() for folder in (INVENTED, content))
    assert [row for row in after if row not in before] == ["telephone: 081 12 34 56"]


def test_a_wrong_weekday_is_told_beside_its_field_and_mended_by_a_button(visit, content):
    page = visit(OFFICE.replace("yvoir", "couvin"))
    page.get_by_role("button", name="Ajouter : Permanences annulées").click()
    items = page.locator("#champ\\.annulations .item")
    items.last.get_by_label("Pas de permanence le", exact=True).fill("lundi 24 décembre 2026")
    items.last.get_by_label("Raison").fill("congés")
    page.get_by_role("button", name="Enregistrer", exact=True).last.click()
    assert "ce jour est un jeudi" in items.last.locator(".fault").inner_text()
    assert (content / "bureaux/couvin.md").read_bytes() == (INVENTED / "bureaux/couvin.md").read_bytes()
    page.get_by_role("button", name=re.compile("Écrire « 2026-12-24 »")).click()
    assert items.last.get_by_label("Pas de permanence le", exact=True).input_value() == "2026-12-24"


def test_a_form_is_checked_while_one_types(visit):
    page = visit(OFFICE)
    code = page.get_by_label("Code postal")
    code.press_sequentially("0")
    page.locator("#champ\\.adresse\\.code_postal .fault").wait_for()
    assert "n’est pas un code postal belge" in page.get_by_role("alert").inner_text()
    assert code.get_attribute("aria-invalid") is not None
    code.press("Backspace")
    page.get_by_role("alert").wait_for(state="detached")
    page.get_by_label("Quand").first.fill("1er mardi du mois")
    page.locator(".dates").first.get_by_text("mardi 1er décembre 2026").wait_for(state="attached")


def test_the_page_beside_the_form_shows_what_is_typed_and_no_file_has_it(visit, content):
    page = visit(OFFICE, width=1440, fresh=True)
    shown = page.frame_locator(".shown iframe")
    page.get_by_label("Rue et numéro").fill("Rue tout juste tapée, 3")
    shown.get_by_text("Rue tout juste tapée, 3").first.wait_for()
    page.get_by_text("La page, telle qu’elle sera").wait_for()
    page.get_by_label("Code postal").fill("0")
    page.get_by_text("La page, avant l’erreur").wait_for()
    assert shown.get_by_text("Rue tout juste tapée, 3").count()
    assert "tout juste tapée" not in (content / "bureaux/yvoir.md").read_text("utf-8")
    assert_no_barrier(page, (1440,))


@pytest.mark.parametrize("script", [True, False])
def test_the_result_is_seen_by_a_button_where_there_is_no_room_beside_the_form(visit, script):
    page = visit(OFFICE, width=800, java_script_enabled=script, fresh=True)
    page.get_by_label("Rue et numéro").fill("Rue à peine tapée, 5")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Voir le résultat").click()
    opened.value.get_by_text("Rue à peine tapée, 5").first.wait_for()
    assert page.get_by_label("Rue et numéro").input_value() == "Rue à peine tapée, 5"


def test_a_picture_that_nothing_was_made_of_yet_is_shown_beside_the_form(visit, content):
    (content / "images/toute-nouvelle.jpg").write_bytes(encoded(noise(320, 200)))
    page = visit("/_atelier/modifier/actualites/un-essai-reussi", width=1440, fresh=True)
    page.get_by_label("Texte de la page").fill("![Des gens](/images/toute-nouvelle.jpg)\n")
    picture = page.frame_locator(".shown iframe").get_by_alt_text("Des gens")
    picture.scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    assert picture.evaluate("node => node.naturalWidth") == 320


def test_what_was_typed_outlives_a_closed_tab(visit):
    page = visit("/_atelier/modifier/pages/contact", fresh=True)
    with page.expect_navigation():  # the script only keeps what is typed after it has loaded
        page.get_by_role("button", name="Ajouter : Notes à vérifier").click()
    page.locator("#champ\\.a_verifier textarea, #champ\\.a_verifier input").last.fill("une note")
    page.goto("/_atelier/")
    page.goto("/_atelier/modifier/pages/contact")
    page.get_by_role("button", name="Le reprendre").click()
    page.get_by_text("Tout est juste.").wait_for()
    assert page.locator("#champ\\.a_verifier input").last.input_value() == "une note"
    page.get_by_role("button", name="Enregistrer", exact=True).last.click()
    page.get_by_text("Enregistré. La page").wait_for()
    page.goto("/_atelier/modifier/pages/contact")
    assert not page.get_by_role("button", name="Le reprendre").is_visible()


PHOTOGRAPH = {"name": "Une photo.JPG", "mimeType": "image/jpeg", "buffer": encoded(noise(320, 200))}


def test_a_picture_is_looked_at_as_soon_as_it_is_dropped(visit, content):
    page = visit("/_atelier/modifier/actualites/un-essai-reussi", fresh=True)
    field = page.locator("#champ\\.image\\.fichier")
    if not field.count():
        page.get_by_role("button", name="Ajouter : Image").click()
    field.get_by_label("Ou déposez une image").set_input_files(PHOTOGRAPH | {"buffer": b"GIF89a"})
    field.locator(".fault").wait_for()
    assert "une-photo" not in "".join(file.name for file in (content / "images").iterdir())
    field.get_by_label("Ou déposez une image").set_input_files(PHOTOGRAPH)
    field.locator(".thumb").wait_for()
    assert field.locator(".fault").count() == 0
    assert field.get_by_label("Fichier", exact=True).input_value() == "une-photo.jpg"
    page.wait_for_function("() => document.querySelector('.thumb').naturalWidth === 320")
    field.get_by_label("Fichier", exact=True).select_option(index=0)
    field.locator(".thumb").wait_for(state="detached")


def test_a_picture_of_the_text_is_written_in_it_once_it_is_said_what_it_shows(visit, content):
    page = visit("/_atelier/modifier/pages/contact", fresh=True)
    text = page.get_by_label("Texte de la page")
    text.fill("Un début.")
    page.get_by_label("Déposez une image").set_input_files(PHOTOGRAPH | {"name": "Autre.jpg"})
    page.get_by_label("Ce que cette image montre").fill("Des gens")
    page.get_by_label("Ce que cette image montre").press("Tab")
    page.wait_for_function("() => document.querySelector('#texte-valeur').value.includes('autre.jpg')")
    assert text.input_value() == "Un début.\n\n![Des gens](/images/autre.jpg)\n"
    page.get_by_label("Déposez une image").set_input_files(PHOTOGRAPH | {"buffer": b"%PDF-"})
    page.get_by_label("Ce que cette image montre").fill("Un PDF")
    page.get_by_label("Ce que cette image montre").press("Tab")
    page.locator("#texte .fault").wait_for()
    assert text.input_value().count("![") == 1


def test_a_news_item_with_a_photograph_and_a_document_is_added_from_its_list(visit, content):
    page = visit("/actualites/")
    page.route("**/une-fete/", lambda route: route.fulfill(body="", content_type="text/html"))  # nothing builds it here
    page.get_by_role("link", name="Ajouter : Actualité").click()
    page.get_by_label("Titre", exact=True).fill("Une fête")
    page.get_by_label("Résumé").fill("La fête aura lieu.")
    page.get_by_label("Date de publication", exact=True).fill("2 novembre 2026")
    page.get_by_label("Rubrique").fill("Essais")
    picture = page.locator("#champ\\.image")
    picture.get_by_label("Ou déposez une image").set_input_files(
        {"name": "La fête.JPG", "mimeType": "image/jpeg", "buffer": JPEG}
    )
    picture.get_by_label("Ce que l’image montre").fill("Des gens dansent")
    page.get_by_role("button", name="Ajouter : Documents").click()
    document = page.locator("#champ\\.documents .item")
    document.get_by_label("Titre").fill("Le programme")
    document.get_by_label("Ou déposez un document").set_input_files(
        {"name": "programme.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 autre"}
    )
    page.get_by_label("Texte de la page").fill("Venez tous.\n\n- Danses\n- Repas\n")
    page.get_by_role("button", name="Enregistrer, prêt à publier").click()
    page.get_by_text("Enregistré. La page").wait_for()
    assert (content / "actualites/une-fete.md").read_text("utf-8") == (
        "---\ntitre: Une fête\nresume: La fête aura lieu.\ndate: 2026-11-02\ncategorie: Essais\nimage:\n"
        "  fichier: la-fete.jpg\n  texte: Des gens dansent\ndocuments:\n"
        "  - {titre: Le programme, fichier: programme-2.pdf}\n---\n\nVenez tous.\n\n- Danses\n- Repas\n"
    )


PASTED = """<html><head><style>p { color: red }</style></head><body>
<h1>Un titre</h1><p class=MsoNormal>Un <b>texte</b> avec <a href="https://example.be/a b">un lien</a>.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>  </span></span>Un point</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>Dessous</p>
<ol><li>Premier<ul><li>Dedans</li></ul></li><li><i>Second</i></li></ol>
<table><tr><td>Quoi</td><td>Quand</td></tr><tr><td>Fête | bal</td><td>samedi</td></tr></table>
<p>Fin<br>de ligne <a href="javascript:alert(1)">mauvais</a><img src="x.png"></p><script>alert(1)</script></body></html>"""
CLEANED = """## Un titre

Un **texte** avec [un lien](https://example.be/a%20b).

- Un point
    - Dessous

1. Premier
    - Dedans
1. *Second*

| Quoi | Quand |
| --- | --- |
| Fête \\| bal | samedi |

Fin
de ligne mauvais
"""
PASTE = """(node, copied) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", copied);
  node.focus();
  node.setSelectionRange(0, node.value.length);
  node.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def test_what_is_pasted_from_a_word_processor_becomes_plain_signs(visit):
    page = visit("/_atelier/ajouter/page")
    text = page.get_by_label("Texte de la page")
    text.evaluate(PASTE, PASTED)
    assert text.input_value() == CLEANED
    page.get_by_text("Les images ne se collent pas").wait_for()


def test_words_of_another_language_are_marked_as_such(visit):
    page = visit("/_atelier/ajouter/page")
    text = page.get_by_label("Texte de la page")
    text.fill("Le National Action Plan")
    text.evaluate("node => node.setSelectionRange(3, 23)")
    page.get_by_label("Mots d’une autre langue").select_option(label="anglais")
    assert text.input_value() == "Le [[en: National Action Plan]]"


def test_the_buttons_above_a_text_write_its_signs(visit):
    page = visit("/_atelier/ajouter/page")
    text = page.get_by_label("Texte de la page")
    text.fill("Un début")
    page.get_by_role("button", name="Titre", exact=True).click()
    page.get_by_role("button", name="Liste", exact=True).click()
    page.get_by_label("Lien vers une page").select_option(label="Contact")
    assert text.input_value() == "Un début\n\n## Un titre\n\n- un point\n- un autre\n[Contact](/contact/)"


def test_a_day_is_chosen_in_a_calendar_and_an_hour_is_kept(visit):
    page = visit("/_atelier/ajouter/evenement")
    start = page.get_by_label("Début", exact=True)
    start.fill("2027-01-21 18:00")
    page.get_by_label("Choisir dans un calendrier : Début").fill("2027-02-03")
    assert start.input_value() == "2027-02-03 18:00"


def test_a_page_that_is_built_anew_does_not_hold_back_who_leaves_it(visit, state, built):
    def slow(route):
        state.show(built.folder, "une erreur")
        time.sleep(0.7)
        route.continue_()

    page = visit("/bureaux/yvoir/", fresh=True)
    page.route("**/_atelier/modifier/**", slow)
    page.get_by_role("link", name="Modifier").click(no_wait_after=True)
    try:
        page.wait_for_url("**/_atelier/modifier/bureaux/yvoir", timeout=5000)
    finally:
        state.show(built.folder)


def test_a_note_has_no_barrier(visit):
    assert_no_barrier(visit("/_atelier/note/0"), (360, 1440))


@pytest.fixture
def past(content):
    """A history of an office: two committed changes and an uncommitted one; gives the id of the first change."""
    file = content / "bureaux/yvoir.md"
    texts = [file.read_text("utf-8")]
    for old, new in (("1-3", "2"), ("2026-01-15", "2026-02-15"), ("2e et 4e jeudi", "2e jeudi")):
        assert old in texts[-1]
        texts.append(texts[-1].replace(old, new))
    root = repository(content.parent)
    (root / ".gitignore").write_text("/*\n!/content\n", "utf-8")
    for text in texts[:3]:
        file.write_text(text, "utf-8")
        commit(root)
    file.write_text(texts[3], "utf-8")
    yield git(root, "rev-parse", "HEAD~1").strip()
    shutil.rmtree(root / ".git")
    file.write_text(texts[0], "utf-8")


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("historique/", "Défaire ce changement"),
        ("historique/bureaux/yvoir", "Rétablir cette version"),
        ("retablir/{}/bureaux/yvoir", "Ce qui va changer"),
        ("defaire/{}", "Ce qui va changer"),
    ],
)
def test_what_was_changed_and_what_restores_it_have_no_barrier(visit, past, page, told):
    shown = visit(f"/_atelier/{page.format(past)}")
    assert shown.get_by_text(told).count()
    assert_no_barrier(shown, (320,))
