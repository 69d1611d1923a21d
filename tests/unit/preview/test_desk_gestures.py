"""The gestures of the desk: each shows what it will change, then changes just that, or nothing."""

import pytest

from plugins.desk.forms import workshop as module
from tests.unit.preview.forms import OFFICE, ask, controls

LINKED = "---\ntitre: Essai\nresume: r\n---\n\nVoir [Ana](/equipe/ana-essai/), au 0470 12 34 56 ou [+32 470/12.34.56](tel:+32470123456).\n"


@pytest.fixture
def files(workshop):
    """A function that returns the texts in the content folder, by path."""
    (workshop.content / "pages/essai.md").write_text(LINKED, "utf-8")
    root = workshop.content
    return lambda: {p.relative_to(root).as_posix(): p.read_text("utf-8") for p in root.rglob("*") if p.is_file()}


@pytest.fixture
def gesture(desk, files):
    """A function that fills in a gesture and confirms it; it returns the last answer, and the page to be confirmed."""

    def made(path, **values):
        before = files()
        sent = {**controls(ask(desk, f"/_atelier/geste/{path}")[1])[0], **{f"champ.{k}": v for k, v in values.items()}}
        _, page, _ = ask(desk, f"/_atelier/geste/{path}", sent)
        assert files() == before
        return ask(desk, f"/_atelier/geste/{path}", controls(page)[0]), page

    return made


def test_a_permanence_is_cancelled_moved_and_restored(gesture, files):
    day = {"bureau": "dinant", "jour": "24 décembre 2026"}
    (answer, page), office = gesture("annuler", **day, raison="congés"), "bureaux/dinant.md"
    assert (answer[0], "Permanences annulées, nº 1, Raison : congés</li>" in page) == (303, True)
    assert "  - {le: 2026-12-24, raison: congés}\n" in files()[office]
    assert gesture("retablir", **day)[0][0] == 303
    assert files()[office] == OFFICE
    assert gesture("deplacer", **day, vers="2026-12-22", raison="congés")[0][0] == 303
    assert "ajouts:\n  - {le: 2026-12-22, raison: au lieu du" in files()[office]


@pytest.mark.parametrize("said", ["jeudi 24 décembre", "24 décembre", "24/12"])
def test_a_day_is_typed_as_people_say_it_and_shown_back_in_words(gesture, files, said):
    answer, page = gesture("annuler", bureau="dinant", jour=said, raison="congés")
    assert (answer[0], "<p>Jour : jeudi 24 décembre 2026</p>" in page.replace("\u00a0", " ")) == (303, True)
    assert "  - {le: 2026-12-24, raison: congés}\n" in files()["bureaux/dinant.md"]


def test_a_weekday_that_does_not_fit_is_told_with_those_that_do(desk, files):
    typed = {"champ.bureau": "dinant", "champ.jour": "vendredi 24 décembre", "champ.raison": "congés"}
    page = ask(desk, "/_atelier/geste/annuler", {**controls(ask(desk, "/_atelier/geste/annuler")[1])[0], **typed})[1]
    assert (
        "ce jour est un jeudi → écrivez 2026-12-24, ou corrigez la date : vendredi est le 2026-12-25"
        in page.replace("\u00a0", " ")
    )


def test_a_session_is_cancelled_moved_and_restored(gesture, files, workshop):
    file, day = workshop.content / "agenda/f.md", {"evenement": "f", "jour": "12 décembre 2026"}
    file.parent.mkdir()
    file.write_text(
        "---\ntitre: F\nresume: r\ngenre: formation\nseances:\n  - 10, 12 et 17 décembre 2026\n---\n", "utf-8"
    )
    before = files()
    assert gesture("annuler-seance", **day, raison="maladie")[0][0] == 303
    assert "  - {le: 2026-12-12, etat: annulé, raison: maladie, change_le: 2026-11-23}\n" in files()["agenda/f.md"]
    assert gesture("retablir-seance", **day)[0][0] == 303
    assert files() == before
    assert gesture("deplacer-seance", **day, vers="19 décembre 2026", raison="grève")[0][0] == 303
    assert "le: 2026-12-19, initialement_le: 2026-12-12" in files()["agenda/f.md"]


@pytest.fixture
def event(workshop):
    """The file of an event to come."""
    file = workshop.content / "agenda/e.md"
    file.parent.mkdir()
    file.write_text(
        "---\n# l’événement\ntitre: E\nresume: r\ngenre: forum\ndebut: 2026-12-10 18:00\nfin: 2026-12-10 20:00\n---\n",
        "utf-8",
    )
    return file


def test_a_postponed_event_keeps_the_day_announced_first(gesture, event):
    assert gesture("reporter", evenement="e", vers="3 février 2027")[0][0] == 303
    first = "etat: reporté\ndebut: 2027-02-03\ninitialement_le: 2026-12-10 18:00\n"
    assert first in event.read_text("utf-8")
    assert "fin:" not in event.read_text("utf-8")
    assert gesture("reporter", evenement="e", vers="2027-03")[0][0] == 303
    assert first.replace("2027-02-03", "2027-03") in event.read_text("utf-8")


@pytest.mark.parametrize("state", ["annulé", "complet", "reporté sans date"])
def test_where_an_event_stands_is_one_row(gesture, event, state):
    before = event.read_text("utf-8")
    assert gesture("etat", evenement="e", etat=state)[0][0] == 303
    assert event.read_text("utf-8") == before.replace("debut:", f"etat: {state}\ndebut:")


def test_a_draft_is_published_on_its_day_and_what_is_online_is_not(gesture, desk, workshop):
    file = workshop.content / "actualites/n.md"
    file.parent.mkdir()
    text = "---\nstatut: brouillon\ntitre: N\nresume: r\n# le jour\ndate: 2026-11-30\ncategorie: Essais\n---\n\nUn texte.\n"
    file.write_text(text, "utf-8")
    assert gesture("publier/actualites/n", jour="24 décembre 2026")[0][0] == 303
    assert file.read_text("utf-8") == text.replace("statut: brouillon\n", "").replace("11-30", "12-24")
    file.write_text(text.replace("statut: brouillon\n", "").replace("11-30", "11-02"), "utf-8")
    assert "déjà en ligne" in gesture("publier/actualites/n", jour="24 décembre 2026")[1]
    assert ask(desk, "/_atelier/geste/publier/bureaux/dinant")[0] == 404


def test_a_day_without_a_permanence_is_not_cancelled(gesture, files):
    answer, page = gesture("annuler", bureau="dinant", jour="2026-12-25", raison="congés")
    assert (answer[0], "n’est pas un jour de permanence" in page.replace("\u00a0", " ")) == (200, True)
    assert files()["bureaux/dinant.md"] == OFFICE


def test_a_wrong_weekday_is_told_beside_its_field_and_mended_by_a_button(desk, files):
    path = "/_atelier/geste/annuler"
    sent = {"champ.bureau": "dinant", "champ.jour": "mercredi 24 décembre 2026", "champ.raison": "congés"}
    page = ask(desk, path, {**controls(ask(desk, path)[1])[0], **sent})[1]
    sent, buttons = controls(page)
    assert "ce jour est un jeudi" in page[page.index('id="champ.jour-erreurs"') : page.index('id="champ.raison"')]
    page = ask(desk, path, {**sent, "geste": next(each for each in buttons if each.startswith("ecrire"))})[1]
    assert controls(page)[0]["champ.jour"] == "2026-12-24"
    assert "Permanences annulées, nº 1, Pas de permanence le : 2026-12-24</li>" in page
    assert '<button class="main">Faire ces changements</button>' in page
    assert files()["bureaux/dinant.md"] == OFFICE


def test_what_a_gesture_lacks_is_told_beside_its_field(desk):
    path = "/_atelier/geste/annuler"
    page = ask(desk, path, controls(ask(desk, path)[1])[0])[1]
    assert page.count("Ce champ est obligatoire.") == 3
    assert '<button class="main">Voir ce qui va changer</button>' in page


def test_a_colleague_is_replaced_wherever_one_is_named(gesture, files, workshop):
    (workshop.content / "bureaux/dinant.md").write_text(
        OFFICE.replace("---\n", "---\ncoordination: [ana-essai]\n", 1), "utf-8"
    )
    assert gesture("remplacer", de="ana-essai", par="bo-essai")[0][0] == 303
    expected = OFFICE.replace("---\n", "---\ncoordination: [bo-essai]\n", 1).replace("qui: ana-essai", "qui: bo-essai")
    assert files()["bureaux/dinant.md"] == expected


def test_a_number_is_changed_wherever_it_is_written(gesture, files):
    assert gesture("numero", ancien="0470/12 34 56", nouveau="081 12 34 56")[0][0] == 303
    new = "081/12 34 56"
    changed = LINKED.replace("0470 12 34 56", new).replace("+32 470/12.34.56", new)
    assert files()["pages/essai.md"] == changed.replace("tel:+32470123456", "tel:+3281123456")


def test_links_and_names_follow_a_page_whose_address_changes(gesture, files, workshop):
    (workshop.content / "personnes/ana-essai.md").write_text(
        f"{files()['personnes/ana-essai.md']}\nUn texte.\n", "utf-8"
    )
    before = files()
    assert gesture("renommer/personnes/ana-essai", nom="Ana Nouvelle")[0][0] == 303
    after = files()
    assert after["personnes/ana-nouvelle.md"] == before.pop("personnes/ana-essai.md")
    assert "personnes/ana-essai.md" not in after
    assert after["bureaux/dinant.md"] == OFFICE.replace("ana-essai", "ana-nouvelle")
    assert "(/equipe/ana-nouvelle/)" in after["pages/essai.md"]
    assert after["redirections.txt"] == "/equipe/ana-essai/ → /equipe/ana-nouvelle/\n"


def test_who_follows_a_calendar_follows_it_under_its_new_address(gesture, files, workshop):
    text = "---\ntitre: Essai\nresume: r\n---\n\nVoir [Dinant](/bureaux/dinant/) et [ses dates](/bureaux/dinant/dinant.ics).\n"
    (workshop.content / "pages/essai.md").write_text(text, "utf-8")
    assert gesture("renommer/bureaux/dinant", nom="Dinant centre")[0][0] == 303
    assert files()["pages/essai.md"] == text.replace("/dinant/", "/dinant-centre/").replace(
        "/dinant.", "/dinant-centre."
    )
    assert files()["redirections.txt"] == (
        "/bureaux/dinant/ → /bureaux/dinant-centre/\n"
        "/bureaux/dinant/dinant.ics → /bureaux/dinant-centre/dinant-centre.ics\n"
        "/bureaux/dinant/dinant.vcf → /bureaux/dinant-centre/dinant-centre.vcf\n"
        "/bureaux/dinant/carte/ → /bureaux/dinant-centre/carte/\n"
        "/bureaux/dinant/fiche/ → /bureaux/dinant-centre/fiche/\n"
    )


def test_a_page_that_others_need_is_not_deleted_and_they_are_named(gesture, files):
    answer, page = gesture("supprimer/personnes/ana-essai", vers="/permanences/")
    assert answer[0] == 200
    assert '<li><a href="/_atelier/modifier/bureaux/dinant">bureaux/dinant.md</a>, ligne' in page
    assert "personnes/ana-essai.md" in files()


def test_a_page_is_deleted_and_its_address_leads_on(gesture, files):
    assert gesture("supprimer/pages/essai", vers="/permanences/")[0][0] == 303
    assert "pages/essai.md" not in files()
    assert files()["redirections.txt"] == "/essai/ → /permanences/\n"


@pytest.fixture
def other_office(workshop):
    """A second office, to which nothing is linked."""
    (workshop.content / "bureaux/autre.md").write_text(
        OFFICE.replace("titre: Dinant", "titre: Autre").replace("ana-essai", "bo-essai"), "utf-8"
    )


def test_what_was_made_of_a_deleted_office_leads_on(gesture, files, other_office, workshop):
    (workshop.content / "redirections.txt").write_text("/avant/ → /bureaux/autre/\n", "utf-8")
    refused = gesture("supprimer/bureaux/autre", vers="/permanences/")[1]
    assert "Il manque : Sa fiche de contact." in refused
    refused = gesture("supprimer/bureaux/autre", vers="/permanences/", fiche="autre")[1]
    assert "choisissez un autre bureau" in refused
    assert gesture("supprimer/bureaux/autre", vers="/permanences/", fiche="dinant")[0][0] == 303
    assert files()["redirections.txt"] == (
        "/avant/ → /permanences/\n"
        "/bureaux/autre/ → /permanences/\n"
        "/bureaux/autre/autre.ics → /permanences/permanences.ics\n"
        "/bureaux/autre/autre.vcf → /bureaux/dinant/dinant.vcf\n"
        "/bureaux/autre/carte/ → /permanences/\n"
        "/bureaux/autre/fiche/ → /permanences/\n"
    )


def test_the_card_of_somebody_who_left_leads_to_an_office(gesture, files, workshop):
    (workshop.content / "personnes/bo-essai.md").write_text(
        "---\nprenom: Bo\nnom: Essai\nfonction: Accueil\nequipe: accueil\ntelephone: 0470/12 34 57\n---\n", "utf-8"
    )
    assert gesture("supprimer/personnes/bo-essai", vers="/permanences/", fiche="dinant")[0][0] == 303
    assert files()["redirections.txt"] == (
        "/equipe/bo-essai/ → /permanences/\n/equipe/bo-essai/bo-essai.vcf → /bureaux/dinant/dinant.vcf\n"
    )


def test_the_calendars_of_a_deleted_event_and_of_its_sessions_lead_to_that_of_all(gesture, files, workshop):
    file = workshop.content / "agenda/f.md"
    file.parent.mkdir()
    file.write_text("---\ntitre: F\nresume: r\ngenre: formation\nseances:\n  - 10 et 12 décembre 2026\n---\n", "utf-8")
    assert gesture("supprimer/agenda/f")[0][0] == 303
    assert files()["redirections.txt"] == "".join(
        f"/agenda/2026/f/{name}.ics → /agenda/agenda.ics\n" for name in ("f", "2026-12-10", "2026-12-12")
    )


def test_what_has_changed_since_it_was_shown_is_shown_again(desk, files, workshop):
    path = "/_atelier/geste/supprimer/pages/essai"
    sent = controls(ask(desk, path, {**controls(ask(desk, path)[1])[0]})[1])[0]
    (workshop.content / "pages/essai.md").write_text(LINKED.replace("Voir", "Voyez"), "utf-8")
    status, page, _ = ask(desk, path, sent)
    assert (status, "Ce qui va changer" in page) == (200, True)
    assert "pages/essai.md" in files()


def test_a_disk_that_refuses_leaves_all_files_as_they_were(gesture, files, workshop, monkeypatch):
    before, write = files(), module.write_whole

    def refusing(file, data):
        if file.name == "dinant.md" and b"nouvelle" in data:
            raise OSError
        write(file, data)

    monkeypatch.setattr(module, "write_whole", refusing)
    assert gesture("renommer/personnes/ana-essai", nom="Ana Nouvelle")[0][0] == 200
    assert files() == before


@pytest.mark.parametrize(
    "path",
    ["absent", "annuler/bureaux/dinant", "renommer", "supprimer/absent", "supprimer/../secret", "supprimer/index"],
)
def test_there_is_no_other_gesture(desk, workshop, path):
    (workshop.content / "index.md").write_text("---\ntitre: Accueil\n---\n", "utf-8")
    assert ask(desk, f"/_atelier/geste/{path}")[0] == 404
    assert ask(desk, f"/_atelier/geste/{path}", {"champ.nom": "a"})[0] == 404


def test_a_gesture_needs_the_token_of_this_start(desk, files):
    path = "/_atelier/geste/supprimer/pages/essai"
    sent = controls(ask(desk, path, controls(ask(desk, path)[1])[0])[1])[0]
    assert ask(desk, path, {**sent, "jeton": "x"})[0] == 403
    assert "pages/essai.md" in files()


def test_a_copy_begins_as_a_draft_with_what_the_file_has(desk, workshop):
    path = "/_atelier/dupliquer/pages/essai"
    sent, _ = controls(ask(desk, path)[1])
    assert ask(desk, path, sent)[0] == 409  # the copy still has the title of the original
    status, _, headers = ask(desk, path, {**sent, "champ.titre": "Un autre"})
    assert (status, headers["Location"]) == (303, "/_atelier/modifier/pages/un-autre")
    text = (workshop.content / "pages/un-autre.md").read_text("utf-8")
    assert (
        text
        == "---\nstatut: brouillon\ntitre: Un autre\nresume: r\n---\n\nUn **texte**.\n\nVoir [Dinant](/bureaux/dinant/).\n"
    )
