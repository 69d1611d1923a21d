"""The JSON-LD of pages says the same as the page."""

import datetime as dt
import json

from dateutil.rrule import rrulestr

from plugins.model.office_dates import dates_of
from plugins.pages.structured_data import json_ld
from tests.drawn import JPEG
from tests.tables import each_row

OFFICE = (
    "---\ntitre: A\nadresse: {{rue: R 1, code_postal: 5500, localite: Dinant}}\npermanences:\n  - quand: {}\n{}---\n"
)
FREQUENCIES = {"W": "WEEKLY", "M": "MONTHLY"}


def data_of(site, sentence, extra=""):
    found = site({"bureaux/a.md": OFFICE.format(sentence, extra)})
    script = str(json_ld(found.offices[0], found, "https://www.cainamur.be"))
    text = script.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "</" not in text
    return found, json.loads(text)


@each_row(
    "sentence",
    [
        "2e et 4e jeudi du mois",
        "1er et 3e jeudi du mois, sauf en juillet et août",
        "tous les lundis",
        "dernier mardi du mois, 14h-16h",
        "un mardi sur deux à partir du 2026-01-06",
        "le jeudi, sauf vacances scolaires",
        "le vendredi de 9h à 12h, jusqu'au 2027-03-31",
    ],
)
def test_a_schedule_gives_the_dates_of_the_page(site, sentence):
    extra = "annulations:\n  - {le: 2027-01-07, raison: r}\n" if "jeudi" in sentence and "2e" not in sentence else ""
    found, data = data_of(site, sentence, extra)
    (schedule,) = (event["eventSchedule"] for event in data["event"])
    every, unit = int(schedule["repeatFrequency"][1:-1]), schedule["repeatFrequency"][-1]
    rule = f"FREQ={FREQUENCIES[unit]};INTERVAL={every};BYDAY={','.join(schedule['byDay'])}"
    if "byMonth" in schedule:
        rule += f";BYMONTH={','.join(map(str, schedule['byMonth']))}"
    start, end = (dt.datetime.fromisoformat(schedule[key]) for key in ("startDate", "endDate"))
    told = {day.date() for day in rrulestr(rule, dtstart=start).between(start, end, inc=True)}
    told -= {dt.date.fromisoformat(day) for day in schedule["exceptDate"]}
    shown = dates_of(found.offices[0], found.today, found.dates_until)
    assert told == {date.day for date in shown if date.held}


def test_hours_are_told_where_they_are_known(site):
    _, data = data_of(site, "le jeudi de 9h à 12h30")
    schedule = data["event"][0]["eventSchedule"]
    assert (schedule["startTime"], schedule["endTime"], schedule["scheduleTimezone"]) == (
        "09:00",
        "12:30",
        "Europe/Brussels",
    )
    _, data = data_of(site, "le jeudi")
    assert "startTime" not in data["event"][0]["eventSchedule"]


def test_an_office_by_appointment_has_no_dates(site):
    _, data = data_of(site, "sur rendez-vous")
    assert "event" not in data


def test_the_place_has_its_address_its_point_and_its_opening_hours(site):
    _, data = data_of(site, "2e et 4e jeudi du mois")
    place = data["location"]
    assert place["address"]["addressLocality"] == "Dinant"
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": 50.258, "longitude": 4.912}
    assert place["additionalProperty"][0]["value"] == 'Th[2,4] unknown "heures non indiquées"; PH off'


def test_no_title_ends_the_script_or_keeps_it_from_ending(site):
    title = "Le <!-- et <script>, puis </script>"
    found = site({"actualites/n.md": f'---\ntitre: "{title}"\nresume: r\ndate: 2020\ncategorie: c\n---\n'})
    script = str(json_ld(found.news[0], found, ""))
    text = script.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "<" not in text
    assert json.loads(text)["headline"].startswith("Le <!-- et <script>")


TEXTS = {
    "actualites/n.md": "---\ntitre: 'N </script>'\nresume: r\ndate: {}\ncategorie: Formation\netiquettes: [un, deux]\n---\n",
    "positions/p.md": "---\ntitre: P\nresume: r\nniveau: région\ngenre: note\ndate: {}\n---\n",
}


@each_row(("date", "told"), [("2020", "2020"), ("2020-05", "2020-05"), ("2020-11-27 09:30", "2020-11-27")])
@each_row(("file", "kind"), [("actualites/n.md", "NewsArticle"), ("positions/p.md", "Article")])
def test_a_text_is_dated_as_precisely_as_it_is_known(site, file, kind, date, told):
    found = site({file: TEXTS[file].format(date)})
    (record,) = (*found.news, *found.positions)
    script = str(json_ld(record, found, "https://www.cainamur.be"))
    assert script.count("</") == 1
    data = json.loads(script.removeprefix('<script type="application/ld+json">').removesuffix("</script>"))
    assert (data["@type"], data["datePublished"], data["headline"]) == (kind, told, record.title)
    assert data["mainEntityOfPage"] == f"https://www.cainamur.be{record.address}"
    assert data.get("keywords") == (["un", "deux"] if kind == "NewsArticle" else None)
    assert "author" not in data


def test_a_news_item_shows_its_picture(site):
    text = TEXTS["actualites/n.md"].format("2020\nimage: {fichier: a.jpg, texte: Un bus}")
    found = site({"actualites/n.md": text, "images/a.jpg": JPEG})
    script = str(json_ld(found.news[0], found, "https://www.cainamur.be"))
    data = json.loads(script.removeprefix('<script type="application/ld+json">').removesuffix("</script>"))
    assert data["image"] == f"https://www.cainamur.be{found.news[0].picture.file.fallback}"


def test_the_organisation_is_the_author_of_its_texts(invented):
    for record in (*invented.news, *invented.positions):
        script = str(json_ld(record, invented, "https://www.cainamur.be"))
        data = json.loads(script.removeprefix('<script type="application/ld+json">').removesuffix("</script>"))
        assert data["author"]["name"] == invented.organisation.name
        assert data["publisher"] == {"@id": "https://www.cainamur.be/#organisation"}
