"""The actions on the page of an office (copy, share, …): each works where the phone supports it, else is not shown."""

import re
import shutil
import subprocess
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest

from tests.browser.axe import assert_no_barrier

YVOIR = "/bureaux/yvoir/"
ADDRESS = "Rue de l’Essai, 1-3, 5530 Yvoir"
OFFICES = ("couvin", "florennes", "gedinne", "havelange", "yvoir")
SHEETS = (*(f"/bureaux/{office}/fiche/" for office in OFFICES), "/bureaux/fiche/")
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1"


def button(page, name):
    return page.locator("main button", has_text=name)


def way(page, name):
    return page.locator(".share a", has_text=name).get_attribute("href")


def test_the_address_is_copied_and_the_page_says_so(visit):
    page = visit(YVOIR, permissions=["clipboard-read", "clipboard-write"])
    button(page, "Copier l’adresse").click()
    page.locator("[role='status']", has_text="L’adresse est copiée.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == ADDRESS


def test_a_copy_that_is_refused_is_told(visit):
    page = visit(YVOIR)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    button(page, "Copier l’adresse").click()
    page.locator("[role='status']", has_text="L’adresse n’a pas pu être copiée.").wait_for()


def test_sharing_is_offered_where_the_phone_can(visit):
    page = visit(YVOIR, fresh=True)
    page.add_init_script(
        "navigator.canShare = () => true; navigator.share = async (data) => { window.shared = data; };"
    )
    page.reload()
    button(page, "Partager").click()
    shared = page.evaluate("window.shared")
    assert shared["url"].endswith(YVOIR)
    first, *others = shared["text"].splitlines()[:3]
    assert re.fullmatch("Bureau d’accueil .+ : Yvoir", first)
    assert others == [ADDRESS, "0470/00 00 17 · Ana Essai"]


def test_sharing_is_not_offered_where_the_phone_cannot(visit):
    page = visit(YVOIR, fresh=True)
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'canShare', { value: undefined });")
    page.reload()
    button(page, "Copier l’adresse").wait_for()
    assert not button(page, "Partager").is_visible()


def test_without_script_only_links_are_offered(visit):
    page = visit(YVOIR, java_script_enabled=False)
    assert page.locator("main button:visible").count() == 0
    assert page.locator(".share a:visible").count() >= 4
    visit("/bureaux/yvoir/fiche/", java_script_enabled=False).locator("h1", has_text="Yvoir").wait_for()


def test_a_message_tells_the_name_the_address_the_next_dates_and_the_page(visit):
    page = visit(YVOIR)
    sms, mail = way(page, "Par SMS"), way(page, "Par e-mail")
    assert sms.startswith("sms:?&body=")
    body = unquote(sms.partition("body=")[2])
    first, *others = body.splitlines()
    assert re.fullmatch("Bureau d’accueil .+ : Yvoir", first)
    assert others == [
        ADDRESS,
        "0470/00 00 17 · Ana Essai",
        "Appelez avant de venir.",
        "Dates : jeudi 26 novembre 2026, jeudi 10 décembre 2026, jeudi 24 décembre 2026",
        "https://www.example.be/bureaux/yvoir/",
    ]
    query = parse_qs(urlsplit(mail).query)
    assert query == {"subject": ["Bureau d’accueil : Yvoir"], "body": [body.replace("\n", "\r\n")]}


def test_a_message_about_an_office_without_dates_tells_its_permanence(visit):
    assert "Sur rendez-vous" in unquote(way(visit("/bureaux/couvin/"), "Par SMS")).splitlines()


def test_the_plan_and_the_maps_look_for_the_address(visit):
    page = visit(YVOIR)
    plan = urlsplit(page.locator("main a", has_text="Voir le plan").get_attribute("href"))
    assert (plan.netloc, parse_qs(plan.query)) == (
        "www.openstreetmap.org",
        {"query": [ADDRESS]},
    )
    assert re.fullmatch(rf"geo:50\.\d+,4\.\d+\?q={quote(ADDRESS, safe='')}", way(page, "Ouvrir dans"))


def test_an_iphone_which_knows_no_geo_link_gets_its_own(visit):
    link = urlsplit(way(visit(YVOIR, user_agent=IPHONE), "Ouvrir dans"))
    assert (link.netloc, parse_qs(link.query)) == ("maps.apple.com", {"q": [ADDRESS]})


def test_to_call_is_the_first_thing_to_do_on_a_phone(visit):
    call = visit(YVOIR).locator("main a[href^='tel:']").first
    box = call.bounding_box()
    assert call.get_attribute("href") == "tel:+32470000017"
    assert box["y"] + box["height"] <= 740


@pytest.mark.parametrize("path", [YVOIR, "/equipe/ana-essai/", "/bureaux/yvoir/fiche/", "/bureaux/fiche/"])
def test_every_way_is_large_enough_for_a_thumb(visit, path):
    page = visit(path)
    ways = page.locator(
        ".call:visible, .actions .button:visible, .share__ways a:visible, .share__ways button:visible, .sheet-bar button:visible, .sheet__phone:visible"
    )
    assert ways.count() > 0
    for of_page in ways.all():
        assert of_page.bounding_box()["height"] >= 44, of_page.inner_text()


def test_a_contact_card_is_offered_as_such(visit, address):
    for path, name in ((YVOIR, "yvoir"), ("/equipe/ana-essai/", "ana-essai")):
        page = visit(path)
        link = page.locator("main a", has_text="Ajouter à mes contacts")
        assert link.get_attribute("type") == "text/vcard"
        assert page.request.get(f"{address}{path}{name}.vcf").text().startswith("BEGIN:VCARD\r\n")


@pytest.mark.parametrize("path", [YVOIR, "/bureaux/gedinne/fiche/", "/bureaux/couvin/fiche/", "/bureaux/fiche/"])
def test_axe_finds_no_barrier(visit, path):
    assert_no_barrier(visit(path, still=True), widths=(320, 1280))


@pytest.mark.parametrize("path", [path for path in SHEETS if "gedinne" not in path])  # two permanences fill more
def test_a_sheet_is_one_page_of_paper(visit, path):
    pdf = visit(path).pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_the_sheet_of_an_office_that_receives_each_week_and_whose_data_are_old_is_one_page_of_paper(visit):
    page = visit("/bureaux/havelange/fiche/")
    rows = page.locator(".sheet__dates .dates").evaluate(
        "list => { while (list.children.length < 14) list.append(list.firstElementChild.cloneNode(true)); return list.children.length; }"
    )
    assert rows == 14
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1


@pytest.mark.parametrize("path", ["/bureaux/havelange/fiche/", "/bureaux/fiche/"])
def test_a_sheet_needs_no_colour_and_holds_nothing_of_the_site_around_it(visit, path):
    page = visit(path, color_scheme="dark")
    page.emulate_media(media="print")
    colours = page.locator(".sheet *:visible").evaluate_all(
        "all => all.flatMap(e => { const s = getComputedStyle(e);"
        " return [s.color, s.backgroundColor, s.borderTopColor, s.stroke]; })"
    )
    rgb = {tuple(re.findall(r"\d+", colour)[:3]) for colour in colours if colour != "none"}
    assert all(len(set(colour)) == 1 for colour in rgb), rgb
    assert not page.locator(".site-header, .site-footer, .sheet-bar").locator("visible=true").count()


def test_a_sheet_prints_a_date_that_is_struck_out_with_its_reason(visit):
    row = visit("/bureaux/havelange/fiche/").locator("[data-day='2026-12-25']")
    assert "Noël" in row.inner_text()
    assert row.locator("s").count() == 1


def test_a_sheet_is_printed_from_its_button(visit):
    page = visit("/bureaux/yvoir/fiche/")
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    button(page, "Imprimer").click()
    assert page.title() == "printed"


@pytest.mark.skipif(
    not shutil.which("zbarimg"), reason="zbarimg manque : le code QR n’est pas relu (paquet zbar-tools)"
)
@pytest.mark.parametrize("path", SHEETS)
def test_the_code_on_paper_opens_the_page(visit, path, tmp_path):
    page = visit(path, width=1280, color_scheme="dark")
    page.locator(".sheet__code").screenshot(path=tmp_path / "code.png")
    command = ["zbarimg", "--quiet", "--raw", str(tmp_path / "code.png")]
    read = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert read == f"https://www.example.be{path.removesuffix('fiche/')}"
