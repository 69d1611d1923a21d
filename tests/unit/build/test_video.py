"""The posters of videos on other sites: when a page shows one, and its words."""

import datetime as dt
import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from plugins.base.hosts import host, host_name

TEMPLATES = Path(__file__).parents[3] / "theme/templates"
TODAY = dt.date(2026, 11, 23)
EVENT = "---\ntitre: Rencontre\nresume: r\ngenre: forum\netat: confirmé\n"
COMING, PAST = "debut: 2026-11-23\n", "debut: 2026-11-22\n"
ONLINE, REPLAY = "en_ligne: https://youtu.be/direct\n", "rediffusion: https://vimeo.com/1\n"
LIVE = "en direct · Suivre l’événement sur YouTube · Ce lien ouvre un autre site : youtu.be."
AGAIN = "rediffusion · Revoir l’événement sur Vimeo · Ce lien ouvre un autre site : vimeo.com."


def shown(site, call, **values):
    """The texts of the elements that a macro writes."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"]
    )
    environment.install_null_translations(newstyle=True)
    environment.filters.update(host=host, host_name=host_name)
    environment.globals.update(site=site)
    source = f'{{% from "components/video.html" import video, watch %}}{{{{ {call} }}}}'
    html = environment.from_string(source).render(**values)
    html = re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)
    return " · ".join(filter(None, (" ".join(Markup(part).unescape().split()) for part in re.split(r"<[^>]*>", html))))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (COMING + ONLINE, LIVE),
        (COMING + ONLINE + REPLAY, LIVE),
        (COMING + REPLAY, ""),
        (COMING, ""),
        (PAST + ONLINE, ""),
        (PAST + REPLAY, AGAIN),
        (PAST + ONLINE + REPLAY, AGAIN),
        ("etat: annulé\n" + COMING + ONLINE, ""),
        ("etat: annulé\n" + PAST + REPLAY, ""),
    ],
)
def test_an_event_is_followed_online_then_seen_again(site, fields, said):
    head = EVENT.replace("etat: confirmé\n", "") if "etat" in fields else EVENT
    found = site({"agenda/a.md": f"{head}{fields}---\n"})
    assert shown(found, "watch(event, today)", event=found.get("event", "a"), today=TODAY) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("genre: Capsules vidéo\nadresse: https://example.be/x\n", "Capsules vidéo · Voir la vidéo sur example.be"),
        ("genre: Vidéo\n", ""),
        ("genre: Brochure\nadresse: https://example.be/x\n", ""),
    ],
)
def test_a_resource_has_a_poster_where_it_is_a_video_that_is_online(site, fields, said):
    found = site({"ressources/a.md": f"---\ntitre: Film\nresume: r\n{fields}---\n"})
    words = shown(found, "video(resource)", resource=found.get("resource", "a"))
    assert words.removesuffix(" · Ce lien ouvre un autre site : example.be.") == said
