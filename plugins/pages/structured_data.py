"""JSON-LD with schema.org terms for search engines, from the record that the page shows."""

import json
from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from plugins.base.identity import IDENTITY
from plugins.model import Event, News, Office, Organisation, Person, Position, Record
from plugins.model.office import Address
from plugins.model.section import Section
from plugins.model.site import Site
from plugins.pages.event_json_ld import SchemaObject, event, postal_address, without_empty
from plugins.permanences.opening_hours import opening_hours
from plugins.permanences.rrule import exceptions, recurrences
from plugins.permanences.schedule import Schedule, occurrences

CONTEXT: Final = "https://schema.org"
LOGO: Final = "/icone-512.png"
"""The address of the square logo (``plugins/files/icons.py``)."""
SEARCH_PAGE: Final = "recherche"


def json_ld(record: Record, site: Site, base_url: str, picture: str = "") -> Markup | None:
    """The JSON-LD of the page of a record; None for a type that has none.

    ``picture`` is the address of the social card of the page, without ``base_url``; "" without one.
    """
    match record:
        case Section() if record.source.address == "/":
            about = (organisation(site.organisation, site, base_url),) if site.organisation else ()
            data = (*about, website(site, base_url)) if base_url else about
        case Office():
            data = (office(record, site, base_url),)
        case Organisation():
            data = (organisation(record, site, base_url),)
        case Person():
            return _script(member(record, site, base_url))  # without the social card: it is no portrait
        case Event():
            data = (event(record, site, base_url),)
        case News() | Position():
            data = (article(record, site, base_url),)
        case _:
            return None
    return _script(*({"image": f"{base_url}{picture}"} | each if picture else each for each in data)) if data else None


def breadcrumb_list(steps: Iterable[tuple[str, Markup]], base_url: str) -> Markup | None:
    """The breadcrumbs of a page as JSON-LD; ``steps`` are the shown addresses and names, from the home page on."""
    items = [
        {"@type": "ListItem", "position": place, "name": name.unescape(), "item": _page(base_url, address)}
        for place, (address, name) in enumerate(steps, 1)
    ]
    return _script({"@type": "BreadcrumbList", "itemListElement": items}) if base_url else None


def _page(base_url: str, address: str) -> SchemaObject:
    return {"@type": "WebPage", "@id": f"{base_url}{address}"}


def _script(*data: SchemaObject) -> Markup:
    about = data[0] if len(data) == 1 else {"@graph": data}
    text = json.dumps({"@context": CONTEXT, **about}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # « </script » would end the script, « <!-- » would keep it from ending (HTML standard, 4.12.1.3).
    escaped = text.replace("<", "\\u003c")
    return Markup(f'<script type="application/ld+json">{escaped}</script>')


def website(site: Site, base_url: str) -> SchemaObject:
    """The site itself, and the address of its search, whose parameter « q » theme/static/js/search.js reads."""
    about = site.organisation
    search = site.get("page", SEARCH_PAGE)
    action: SchemaObject = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{base_url}{search.address}?q={{mots}}"} if search else {},
        "query-input": "required name=mots",
    }
    return {
        "@type": "WebSite",
        "@id": f"{base_url}/#site",
        "url": f"{base_url}/",
        "name": about.name if about else IDENTITY.name,
        "inLanguage": [language.code for language in site.pages_in] or site.language.code,
    } | without_empty(
        {
            "alternateName": about and about.short_name,
            "publisher": about and {"@id": f"{base_url}/#organisation"},
            "potentialAction": search and action,
        }
    )


def organisation(record: Organisation, site: Site, base_url: str) -> SchemaObject:
    """The organisation as an NGO, with its address and its services."""
    seat = site.named(Office, record.seat)
    contacts = [
        {"@type": "ContactPoint", "contactType": contact.service}
        | without_empty({"telephone": contact.phone and contact.phone.e164, "email": contact.email})
        for contact in record.contacts
    ]
    data: SchemaObject = {
        "@type": "NGO",
        "@id": f"{base_url}/#organisation",
        "name": record.name,
        "alternateName": record.short_name,
        "slogan": record.motto,
        "url": f"{base_url}/",
        "address": postal_address(seat.postal_address),
        "contactPoint": contacts,
    }
    return data | without_empty(
        {"logo": base_url and f"{base_url}{LOGO}", "sameAs": record.facebook and [record.facebook]}
    )


def member(record: Person, site: Site, base_url: str) -> SchemaObject:
    """A member of the staff, with the offices that name the person."""
    url = f"{base_url}{record.address}"
    return {
        "@type": "Person",
        "@id": f"{url}#personne",
        "url": url,
        "name": record.title,
        "givenName": record.first_name,
        "familyName": record.last_name,
        "jobTitle": record.role,
    } | without_empty(
        {
            "telephone": record.phone and record.phone.e164,
            "email": record.email,
            "image": record.picture and f"{base_url}{record.picture.file.fallback}",
            "worksFor": site.organisation and {"@id": f"{base_url}/#organisation"},
            "workLocation": [{"@id": f"{base_url}{place.address}#lieu"} for place in site.citing(record, "office")],
        }
    )


def office(record: Office, site: Site, base_url: str) -> SchemaObject:
    """An office as a branch of the organisation, with its permanences as recurring events."""
    url, parent = f"{base_url}{record.address}", site.organisation
    reception = site.visit(record).reception
    place = {
        "@type": "Place",
        "@id": f"{base_url}{record.source.address}#lieu",
        "name": record.title,
        "address": postal_address(record.postal_address),
        **geo(record.postal_address),
        "additionalProperty": [osm_opening_hours(of_permanence) for of_permanence in record.schedules],
    }
    # The dates are given once, on the French page: search engines need no copy of them.
    told = record.schedules if site.language.is_of_content else ()
    events = [
        {
            "@type": "Event",
            "name": site.language.gettext("Permanence, %(office)s", office=record.title),
            "location": {"@id": place["@id"]},
            "eventSchedule": schedule,
        }
        for of_permanence in told
        for schedule in schedules(of_permanence, site)
    ]
    return {
        "@type": "NGO",
        "@id": f"{base_url}{record.source.address}#bureau",
        "name": f"{parent.short_name} {record.title}" if parent else record.title,
        "url": url,
        "location": place,
    } | without_empty(
        {
            "parentOrganization": {"@id": f"{base_url}/#organisation"} if parent else None,
            "telephone": reception.phone.e164 if reception.phone else None,
            "email": reception.email,
            "event": events,
        }
    )


def geo(address: Address) -> SchemaObject:
    """The middle of the locality: the open data have no nearer point."""
    if not address.point:
        return {}
    latitude, longitude = address.point
    return {"geo": {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}}


def osm_opening_hours(schedule: Schedule) -> SchemaObject:
    """OpenStreetMap’s ``opening_hours``, which can say « 2e et 4e jeudi »; that of schema.org cannot."""
    return {
        "@type": "PropertyValue",
        "propertyID": "https://wiki.openstreetmap.org/wiki/Key:opening_hours",
        "value": opening_hours(schedule.rule, schedule.holidays_open),
    }


def schedules(schedule: Schedule, site: Site) -> list[SchemaObject]:
    """A permanence as schema.org Schedules, one for each time range; ``byDay`` is written as in iCalendar (RFC 5545).

    They end with the dates of the page, since exceptions are not known beyond.
    """
    found = []
    last = min(site.dates_until, schedule.rule.until or site.dates_until)
    for recurrence in recurrences(schedule.rule, site.today):
        parts = dict(part.split("=") for part in recurrence.rrule.split(";"))
        struck_out = {
            occurrence.day
            for occurrence in occurrences(schedule, recurrence.start, last)
            if not occurrence.held and occurrence.hours == recurrence.hours
        }
        left_out = sorted({*struck_out, *exceptions(schedule.rule, recurrence.start, last)})
        data: SchemaObject = {
            "@type": "Schedule",
            "repeatFrequency": f"P{parts.get('INTERVAL', 1)}{'M' if parts['FREQ'] == 'MONTHLY' else 'W'}",
            "byDay": parts["BYDAY"].split(","),
            "scheduleTimezone": IDENTITY.time_zone,
            "startDate": recurrence.start.isoformat(),
            "endDate": last.isoformat(),
            "exceptDate": [day.isoformat() for day in left_out],
        }
        if "BYMONTH" in parts:
            data["byMonth"] = [int(month) for month in parts["BYMONTH"].split(",")]
        if recurrence.hours:
            data |= {"startTime": f"{recurrence.hours.start:%H:%M}", "endTime": f"{recurrence.hours.end:%H:%M}"}
        found.append(data)
    return found


def article(record: News | Position, site: Site, base_url: str) -> SchemaObject:
    """A text of the organisation; its date is in ISO 8601, as precise as it is known (« 2020 », « 2020-05 »)."""
    url, author = f"{base_url}{record.address}", {"@id": f"{base_url}/#organisation"}
    news = record if isinstance(record, News) else None
    data: SchemaObject = {
        "@type": "NewsArticle" if news else "Article",
        "@id": f"{url}#texte",
        "headline": record.title,
        "description": record.summary,
        "datePublished": str(record.date).partition(" ")[0],
        "mainEntityOfPage": url,
        "inLanguage": "fr",
        "articleSection": record.category if isinstance(record, News) else record.genre,
    }
    if news:
        data |= without_empty({"keywords": list(news.tags)})
        if news.picture:
            data["image"] = f"{base_url}{news.picture.file.fallback}"
    if site.organisation:
        named = {"@type": "NGO", "name": site.organisation.name, "url": f"{base_url}/"}
        data |= {"author": author | named, "publisher": author}
    return data
