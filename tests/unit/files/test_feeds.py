"""The feeds: permanent ids, dates that do not depend on the clock, texts that make sense outside of their page."""

import datetime as dt

import feedparser

from plugins.base.dates import local_moment
from plugins.base.partial_date import PartialDate
from plugins.files.feeds.absolute import absolute
from plugins.files.feeds.atom import atom
from plugins.files.feeds.feed import CHANNELS, channel_of, feed
from plugins.files.feeds.items import MOST_ITEMS, event_items, news_items, position_items
from plugins.files.feeds.rss import rss
from plugins.source.loading import load
from tests.feed_rules import atom_faults, rss_faults
from tests.tables import each_row

BASE = "https://www.cainamur.be"
PAGE = f"{BASE}/actualites/2026/n/"
NEWS = "---\ntitre: {title}\nresume: r\ndate: {date}\ncategorie: Vie du Centre\n{more}---\n{text}\n"
POSITION = "---\ntitre: P\nresume: r\nniveau: région\ngenre: note\ndate: {date}\n{more}---\n"
MALADIE = "{le: 4 décembre, etat: annulé, change_le: 2026-11-20}"
EVENT = "---\ntitre: E\nresume: r\ngenre: forum\ndebut: {start}\n{more}---\n"


def body(record):
    return record.html


def news(title="N", date="2026-11-02", more="", text=""):
    return NEWS.format(title=title, date=date, more=more, text=text)


def written(site, files, folder="actualites", base=BASE):
    """Return the feed of a folder, for a content of some files."""
    channel = next(channel for channel in CHANNELS if channel.folder == folder)
    return feed(channel, site(files), base, "Un site", "/icon.png", body)


@each_row(
    ("date", "first"),
    [
        ("2020", "2020-01-01T00:00:00+01:00"),
        ("2021-05", "2021-05-01T00:00:00+02:00"),
        ("2020-03-29", "2020-03-29T00:00:00+01:00"),
        ("2020-03-30", "2020-03-30T00:00:00+02:00"),
        ("2020-11-27 09:30", "2020-11-27T09:30:00+01:00"),
        ("1850", "1850-01-01T00:00:00+00:00"),
    ],
)
def test_a_vague_date_is_its_first_possible_moment_in_namur(date, first):
    assert local_moment(PartialDate.parse(date)).isoformat() == first


@each_row(
    ("entries", "path", "text", "published", "updated"),
    [
        (news_items, "actualites", news(date="2020"), "2020-01-01", "2020-01-01"),
        (news_items, "actualites", news(more="verifie_le: 2026-11-20\n"), "2026-11-02", "2026-11-20"),
        (news_items, "actualites", news(more="verifie_le: 2026-11-23\n"), "2026-11-02", "2026-11-23"),
        (news_items, "actualites", news(more="verifie_le: 2026-11-24\n"), "2026-11-02", "2026-11-02"),
        (news_items, "actualites", news(date="2026-11-23"), "2026-11-23", "2026-11-23"),
        (news_items, "actualites", news(more="verifie_le: 2026\n"), "2026-11-02", "2026-11-02"),
        (
            position_items,
            "positions",
            POSITION.format(
                date="2020", more="suivi: [{texte: a, le: 2021-03}, {texte: b, le: 2020-05}, {texte: c}]\n"
            ),
            "2020-01-01",
            "2021-03-01",
        ),
        (
            position_items,
            "positions",
            POSITION.format(date="2020", more="suivi: [{texte: a, le: 2027-03}]\nverifie_le: 2021-01-31\n"),
            "2020-01-01",
            "2021-01-31",
        ),
        (
            position_items,
            "positions",
            POSITION.format(date="2020", more="suivi: [{texte: a, le: 2026-11-23}, {texte: b, le: 2026-11-24}]\n"),
            "2020-01-01",
            "2026-11-23",
        ),
        (event_items, "agenda", EVENT.format(start="2021-05", more="verifie_le: 2021-01-31\n"), None, "2021-01-31"),
        (event_items, "agenda", EVENT.format(start="2027-05", more="verifie_le: 2026-11-23\n"), None, "2026-11-23"),
        (event_items, "agenda", EVENT.format(start="2020-02-13", more=""), None, "2019-01-01"),
        (event_items, "agenda", EVENT.format(start="2027-01-21", more=""), None, "2026-01-01"),
        (
            event_items,
            "agenda",
            EVENT.format(start="2026-05-02", more="initialement_le: 2025-11-20\netat: reporté\n"),
            None,
            "2024-01-01",
        ),
        (
            event_items,
            "agenda",
            EVENT.format(start="2026-12", more=f"seances: [3 et 4 décembre 2026, {MALADIE}]\nverifie_le: 2026-11-02\n"),
            None,
            "2026-11-20",
        ),
    ],
)
def test_an_entry_changes_when_its_record_says_so(site, entries, path, text, published, updated):
    (entry,) = entries(site({f"{path}/x.md": text}), BASE, body)
    assert (entry.published and entry.published.date().isoformat()) == published
    assert entry.updated.date().isoformat() == updated
    assert entry.updated.date() <= dt.date(2026, 11, 23)


def test_an_entry_does_not_change_because_a_day_has_passed(site):
    files = {"agenda/e.md": EVENT.format(start="2027-12-10", more=""), "actualites/n.md": news(date="2026")}
    for folder in ("agenda", "actualites"):
        channel = next(channel for channel in CHANNELS if channel.folder == folder)
        one, other = (
            feed(channel, site(files, day), BASE, "S", "/i.png", body)
            for day in (dt.date(2026, 11, 23), dt.date(2028, 2, 1))
        )
        assert atom(one, BASE) == atom(other, BASE)


def test_an_id_outlives_host_title_and_year(site):
    before = written(site, {"actualites/n.md": news("Un titre", "2020")})
    after = written(site, {"actualites/n.md": news("Un autre", "2021")}, base="https://example.org")
    assert before.id == after.id == "tag:cainamur.be,2021:actualites"
    assert before.items[0].id == after.items[0].id == "tag:cainamur.be,2021:actualites/n"
    assert before.items[0].address != after.items[0].address


@each_row(
    ("state", "title"),
    [
        ("annulé", "Annulé : E"),
        ("reporté sans date", "Reporté sans date : E"),
        ("reporté\ninitialement_le: 2026-12-01", "Nouvelle date : E"),
        ("complet", "Complet : E"),
        ("confirmé", "E"),
        ("annoncé", "E"),
    ],
)
def test_the_title_of_an_event_does_not_lie(site, state, title):
    told = written(site, {"agenda/e.md": EVENT.format(start="2027-01-21", more=f"etat: {state}\n")}, "agenda")
    assert told.items[0].title.replace("\u00a0", " ") == title
    assert told.items[0].id == "tag:cainamur.be,2021:agenda/e"


def test_a_title_has_the_no_break_space_of_french(site):
    told = written(site, {"agenda/e.md": EVENT.format(start="2027-01-21", more="etat: annulé\n")}, "agenda")
    assert told.items[0].title == "Annulé\u00a0: E"


def test_the_latest_change_comes_first_and_ties_keep_the_order_of_the_site(site):
    files = {f"actualites/{slug}.md": news(slug, date) for slug, date in (("a", "2020"), ("b", "2020"), ("c", "2021"))}
    found = site(files)
    titles = [entry.title for entry in news_items(found, BASE, body)]
    assert titles == [item.title for item in found.news] == ["c", "b", "a"]
    files["actualites/a.md"] = news("a", "2020", "verifie_le: 2026\n")
    assert next(iter(news_items(site(files), BASE, body))).title == "a"


@each_row(
    ("entries", "folder", "text"),
    [
        (news_items, "actualites", news(date="{}")),
        (position_items, "positions", POSITION.format(date="{}", more="")),
    ],
)
def test_a_feed_does_not_grow_for_ever(site, entries, folder, text):
    files = {f"{folder}/n{n}.md": text.replace("date: {}", f"date: {1950 + n}") for n in range(55)}
    found = entries(site(files), BASE, body)
    assert [entry.published.year for entry in found] == list(range(2004, 1954, -1))
    assert len(found) == MOST_ITEMS == 50


def test_a_preview_dates_what_is_to_come_by_its_own_day(content):
    folder = content({"actualites/n.md": news(date="2027-03"), "positions/p.md": POSITION.format(date="2028", more="")})
    early = load(folder, dt.date(2026, 11, 23), with_drafts=True)
    (item,), (position,) = news_items(early, BASE, body), position_items(early, BASE, body)
    assert item.updated == item.published == dt.datetime.fromisoformat("2027-03-01T00:00+01:00")
    assert position.updated == position.published == dt.datetime.fromisoformat("2028-01-01T00:00+01:00")


@each_row("count", [MOST_ITEMS - 1, MOST_ITEMS, MOST_ITEMS + 1, 2 * MOST_ITEMS])
def test_no_coming_event_is_left_out(site, count):
    """Past events fill the rest of the feed, the latest first."""
    coming = {f"agenda/c{n}.md": EVENT.format(start="2027-01-21", more="verifie_le: 2019\n") for n in range(count)}
    past = {f"agenda/p{n}.md": EVENT.format(start=f"202{n}", more="") for n in range(3)}
    ids = [entry.id.rpartition("/")[2] for entry in event_items(site(coming | past), BASE, body)]
    assert sorted(ids) == sorted([*(f"c{n}" for n in range(count)), *["p2"][: max(MOST_ITEMS - count, 0)]])


def test_a_feed_says_what_it_is_and_when_it_last_changed(site):
    files = {f"actualites/n{year}.md": news(date=year) for year in ("2020", "2022", "2021")}
    files["actualites/index.md"] = '---\ntitre: Les nouvelles\nresume: Ce qu\'on dit < "ici".\n---\n'
    told = written(site, files)
    assert (told.title, told.subtitle) == ("Les nouvelles · Un site", 'Ce qu’on dit < "ici".')
    assert told.page == f"{BASE}/actualites/"
    assert told.icon == f"{BASE}/icon.png"
    assert told.updated.year == 2022
    assert written(site, {}, "agenda").subtitle == "Agenda"
    parsed = feedparser.parse(atom(told, f"{BASE}/actualites/atom.xml")).feed
    assert (parsed.language, parsed.updated) == ("fr-BE", "2022-01-01T00:00:00+01:00")
    assert {(link.rel, link.type, link.href) for link in parsed.links} == {
        ("self", "application/atom+xml", f"{BASE}/actualites/atom.xml"),
        ("alternate", "text/html", f"{BASE}/actualites/"),
    }
    data = atom(told, f"{BASE}/actualites/atom.xml")
    assert f'<link rel="self" type="application/atom+xml" href="{BASE}/actualites/atom.xml" />'.encode() in data
    assert f"<icon>{BASE}/icon.png</icon>".encode() in data
    assert data.count(b'<link rel="alternate" type="text/html" hreflang="fr-BE" ') == 1 + len(told.items)
    assert b'<subtitle>Ce qu\xe2\x80\x99on dit &lt; "ici".</subtitle>' in data
    data = rss(told, f"{BASE}/actualites/rss.xml")
    assert b'<description>Ce qu\xe2\x80\x99on dit &amp;lt; "ici".</description>' in data
    assert b"<language>fr-be</language>" in data
    assert f'<atom:link rel="self" type="application/rss+xml" href="{BASE}/actualites/rss.xml" />'.encode() in data
    parsed = feedparser.parse(data).feed
    assert (parsed.language, parsed.updated) == ("fr-be", "Sat, 01 Jan 2022 00:00:00 +0100")
    assert ("self", "application/rss+xml", f"{BASE}/actualites/rss.xml") in {
        (link.rel, link.type, link.href) for link in parsed.links
    }


def test_a_feed_with_nothing_to_tell_is_a_feed(site):
    told = written(site, {})
    assert told.items == ()
    assert told.updated == dt.datetime.fromisoformat("2026-11-23T00:00+01:00")
    assert atom_faults(atom(told, PAGE), PAGE) == []
    assert rss_faults(rss(told, PAGE), PAGE) == []


AWKWARD = {
    "special characters": 'A & B < C > D " &amp; &lt;b&gt;',
    "the end of a CDATA section": "]]> <![CDATA[",
    "emoji": "Fête 🎉 👩🏽‍🎓",
    "another script": "مرحبا بكم",
}


@each_row("text", AWKWARD.values())
def test_a_text_arrives_as_it_was_written(site, text):
    told = written(site, {"actualites/n.md": news(f"'{text}'", text=f"`{text}`")})
    for data, faults in ((atom(told, PAGE), atom_faults), (rss(told, PAGE), rss_faults)):
        assert faults(data, PAGE) == []
        assert b"<![CDATA[" not in data
        parsed = feedparser.parse(data, sanitize_html=False)
        assert not parsed.bozo, parsed.get("bozo_exception")
        (entry,) = parsed.entries
        assert entry.title == text
        assert entry.content[0].value == told.items[0].content


def test_a_summary_is_a_text_in_atom_and_html_in_rss(site):
    told = written(site, {"actualites/n.md": news().replace("resume: r", 'resume: a < b & "c"')})
    assert b'<summary>a &lt; b &amp; "c"</summary>' in atom(told, PAGE)
    assert b'<description>a &amp;lt; b &amp;amp; "c"</description>' in rss(told, PAGE)


def test_an_event_is_in_rss_of_the_day_on_which_it_was_told(site):
    """No feed of the site does this: only the news have RSS, and no field says when an event was announced."""
    told = written(site, {"agenda/e.md": EVENT.format(start="2027-01-21", more="verifie_le: 2026-11-20\n")}, "agenda")
    assert b"<pubDate>Fri, 20 Nov 2026 00:00:00 +0100</pubDate>" in rss(told, PAGE)


@each_row("character", ["\x07", "\x0b", "\x1b", "\x9f", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_a_mistake(mistakes, character):
    found = f"un caractère illisible (U+{ord(character):04X}) → effacez-le"
    assert mistakes({"actualites/n.md": news(text=f"un{character}deux")}) == [f"actualites/n.md:7: {found}"]


@each_row(
    ("html", "outside"),
    [
        ('<a href="/agenda/">a</a>', f'<a href="{BASE}/agenda/">a</a>'),
        ('<a href="/agenda/?a=1&amp;b=2#x">a</a>', f'<a href="{BASE}/agenda/?a=1&amp;b=2#x">a</a>'),
        ('<a href="#x">a</a>', f'<a href="{PAGE}#x">a</a>'),
        ('<h2 id="x">É &amp; &lt;b&gt; &#233;</h2>', "<h2>É &amp; &lt;b&gt; &#233;</h2>"),
        ('<a href="https://example.org/">a</a>', '<a href="https://example.org/">a</a>'),
        ('<a href="mailto:a@b.be">a</a>', '<a href="mailto:a@b.be">a</a>'),
        ('<a href="tel:+3281000018">a</a>', '<a href="tel:+3281000018">a</a>'),
        ('<img alt="a &quot;b&quot;" src="/images/a.png" />', f'<img alt="a &quot;b&quot;" src="{BASE}/images/a.png">'),
        (
            '<picture><source type="image/avif" srcset="/a.avif 1x, /b.avif 2x"/>'
            '<img src="/a.jpg" srcset="/b.jpg 2x" sizes="50vw" loading="lazy" width="4" height="3" alt=""></picture>',
            f'<img src="{BASE}/a.jpg" width="4" height="3" alt="">',
        ),
        ('<p role="note" class="a">b</p>', "<p>b</p>"),
        ("<pre><code>a\n\n  b</code></pre>", "<pre><code>a\n\n  b</code></pre>"),
        ('<span lang="en">a</span><br />', '<span lang="en">a</span><br>'),
        ("<p>Bientôt…</p><!-- non -->", "<p>Bientôt…</p>"),
        ('<details open class="a">b</details>', "<details open>b</details>"),
        ("", ""),
    ],
)
def test_a_text_can_be_read_outside_of_its_page(html, outside):
    assert absolute(html, PAGE) == outside
    assert absolute(outside, PAGE) == outside


def test_what_is_withheld_leaves_no_trace(site):
    files = {
        "actualites/embargo.md": news("Zanzibar", "2026-11-24", text="Zanzibar"),
        "actualites/brouillon.md": news("Zanzibar", more="statut: brouillon\n", text="Zanzibar"),
        "actualites/n.md": news(),
        "positions/p.md": POSITION.format(date="2027", more=""),
        "agenda/e.md": EVENT.format(start="2027-01-21", more="statut: brouillon\n"),
    }
    data = [atom(written(site, files, channel.folder), PAGE) for channel in CHANNELS]
    assert [file.count(b"<entry>") for file in data] == [1, 0, 0]
    assert b"Zanzibar" not in b"".join(data)
    assert b"2027" not in b"".join(data)


def test_the_day_of_an_embargo_publishes(site):
    files = {"actualites/n.md": news(date="2026-11-24")}
    assert not news_items(site(files, dt.date(2026, 11, 23)), BASE, body)
    (entry,) = news_items(site(files, dt.date(2026, 11, 24)), BASE, body)
    assert entry.published.isoformat() == "2026-11-24T00:00:00+01:00"


def test_categories_tell_of_which_kind_they_are(site):
    told = written(site, {"actualites/n.md": news(more="etiquettes: [Plan d'intégration, MENA, MENA]\n")})
    tags = feedparser.parse(atom(told, PAGE)).entries[0].tags
    assert [(tag.scheme.rpartition(":")[2], tag.term, tag.label) for tag in tags] == [
        ("rubriques", "vie-du-centre", "Vie du Centre"),
        ("etiquettes", "plan-d-integration", "Plan d’intégration"),
        ("etiquettes", "mena", "MENA"),
    ]
    assert atom(told, PAGE).count(b"<category ") == rss(told, PAGE).count(b"<category ") == len(tags)


@each_row(
    ("folder", "text", "words"),
    [
        ("actualites", news(), [("rubriques", "Vie du Centre")]),
        ("positions", POSITION.format(date="2020", more=""), [("niveaux", "région"), ("genres", "note")]),
        (
            "agenda",
            EVENT.format(start="2027-01-21", more="etat: complet\n"),
            [("genres", "forum"), ("etats", "complet")],
        ),
    ],
)
def test_each_word_about_an_entry_says_of_which_kind_it_is(site, folder, text, words):
    (entry,) = written(site, {f"{folder}/x.md": text}, folder).items
    assert [(category.scheme, category.label) for category in entry.categories] == words


@each_row(
    ("address", "folder"),
    [
        ("/agenda/", "agenda"),
        ("/agenda/2020/x/", "agenda"),
        ("/positions/x/", "positions"),
        ("/actualites/", "actualites"),
        ("/", None),
        ("/bureaux/dinant/", None),
        ("/agenda-2020/", None),
    ],
)
def test_a_page_knows_the_feeds_of_its_section(address, folder):
    channel = channel_of(address)
    assert (channel.folder if channel else None) == folder


GOOD = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><id>tag:a.be,2020:f</id><title>T</title>
<updated>2020-01-01T00:00:00+01:00</updated><author><name>A</name></author>
<link rel="self" href="https://a.be/atom.xml"/><link href="https://a.be/"/>
<entry><id>tag:a.be,2020:f/1</id><title>T</title><link href="https://a.be/1/"/>
<published>2020-01-01T00:00:00Z</published><updated>2020-01-02T00:00:00Z</updated>
<category scheme="tag:a.be,2020:s" term="t"/><content type="html">&lt;a href="https://a.be/"&gt;a&lt;/a&gt;</content></entry></feed>
"""


@each_row(
    ("right", "wrong", "fault"),
    [
        ("<id>tag:a.be,2020:f/1</id>", "", "id: 0"),
        ("<id>tag:a.be,2020:f/1</id>", "<id>tag:a.be,2020:f</id>", "twice"),
        ("<id>tag:a.be,2020:f/1</id>", "<id>n1</id>", "not a tag URI"),
        ("<title>T</title>", "<title>T</title><title>U</title>", "title: 2"),
        ("<title>T</title>", "<title></title>", "is empty"),
        ("<title>T</title>", "<titre>T</titre>", "titre in"),
        ("<author><name>A</name></author>", "", "author: 0"),
        ("<name>A</name>", "<uri>https://a.be/</uri>", "no name"),
        ("https://a.be/atom.xml", "https://b.be/atom.xml", "self"),
        ('<link href="https://a.be/1/"/>', '<link href="/1/"/>', "alternate"),
        ("2020-01-02T00:00:00Z", "2020-01-02", "not RFC 3339"),
        ("2020-01-02T00:00:00Z", "2019-01-02T00:00:00Z", "updated before"),
        (' term="t"', "", "no term"),
        ('href="https://a.be/"&gt;', 'href="/"&gt;', "relative"),
        ("&lt;a ", '&lt;a class="b" ', "class"),
        (' xml:lang="fr"', "", "no language"),
    ],
)
def test_the_rules_find_what_is_wrong(right, wrong, fault):
    assert atom_faults(GOOD, "https://a.be/atom.xml") == []
    assert right in GOOD
    found = atom_faults(GOOD.replace(right, wrong, 1), "https://a.be/atom.xml")
    assert [text for text in found if fault in text], found
