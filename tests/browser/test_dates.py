"""What the script of the dates adds to a page, and that the page is complete without it."""


def shown_days(page, lists=".dates"):
    rows = page.locator(f"{lists}[data-dates] > [data-day]:visible")
    return rows.evaluate_all("rows => rows.map(row => row.dataset.day)")


def test_dates_that_are_over_are_hidden(visit):
    page = visit("/bureaux/havelange/", now="2026-12-26T09:00:00+01:00")
    assert shown_days(page)[:2] == ["2027-01-22", "2027-02-26"]


def test_today_and_tomorrow_are_named(visit):
    page = visit("/permanences/", now="2026-11-26T09:00:00+01:00")
    rows = (
        page.locator("[data-day='2026-11-26']").first.inner_text(),
        page.locator("[data-day='2026-11-27']").first.inner_text(),
    )
    assert ["aujourd’hui" in rows[0], "demain" in rows[0], "demain" in rows[1]] == [True, False, True]


def test_the_page_of_an_office_names_the_day_once(visit):
    page = visit("/bureaux/havelange/", now="2026-11-27T09:00:00+01:00")
    assert "aujourd’hui" in page.locator(".masthead .visit__certainty:visible").inner_text()
    assert "aujourd’hui" not in page.locator(".dates").first.inner_text()
    assert shown_days(page)[0] == "2026-11-27"


def test_a_person_receives_on_one_next_date_at_each_office(visit):
    page = visit("/equipe/ana-essai/", now="2026-11-27T09:00:00+01:00")
    line = page.locator(".timetable__row", has_text="Yvoir").inner_text().replace("\u00a0", " ")
    assert "jeudi 10 décembre" in line
    assert "26 novembre" not in line


def test_the_day_is_belgiums_wherever_the_phone_is(visit):
    page = visit("/bureaux/havelange/", now="2026-11-27T23:30:00-08:00", timezone_id="America/Los_Angeles")
    assert shown_days(page)[0] == "2026-12-25"


def test_the_home_page_keeps_the_next_four(visit):
    page = visit("/", now="2026-11-27T09:00:00+01:00")
    days = shown_days(page, ".visits")
    assert len(days) == 4
    assert days[0] == "2026-11-27"


def test_the_first_four_dates_are_open_and_the_rest_one_press_away(visit):
    page = visit("/bureaux/yvoir/", java_script_enabled=False)
    assert len(shown_days(page)) == 4
    page.locator("summary", has_text="Toutes les dates suivantes").click()
    assert (
        len(shown_days(page)) == 25
    )  # the 2nd and the 4th Thursdays from 26 November to the end of November next year


def test_a_struck_out_date_keeps_its_reason_without_script(visit):
    page = visit("/bureaux/havelange/", java_script_enabled=False)
    row = page.locator("[data-day='2026-12-25']")
    assert "Noël" in row.inner_text()
    assert row.locator("s").count() == 1
