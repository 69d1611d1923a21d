"""Writes export files of an invented WordPress site (WXR, the format of WordPress)."""

from xml.sax.saxutils import escape

HOST = "https://ancien.example"
UP = f"{HOST}/wp-content/uploads"
HEAD = f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel><link>{HOST}</link><wp:base_blog_url>{HOST}</wp:base_blog_url>
<wp:author><wp:author_login>plume</wp:author_login><wp:author_display_name>Plume</wp:author_display_name></wp:author>
<wp:category><wp:category_nicename>ateliers</wp:category_nicename><wp:cat_name>Ateliers</wp:cat_name></wp:category>
<wp:category><wp:category_nicename>dessin</wp:category_nicename><wp:category_parent>ateliers</wp:category_parent>
<wp:cat_name>Dessin, encre</wp:cat_name></wp:category>
<wp:tag><wp:tag_slug>encre</wp:tag_slug><wp:tag_name>Encre</wp:tag_name></wp:tag>
"""


def cdata(text):
    return f"<![CDATA[{str(text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def item(number, title="Titre", content="<p>Des mots.</p>", **given):
    """Return an item of an export; by default, an ordinary published text."""
    slug = given.get("slug", f"texte-{number}")
    fields = {
        "post_id": number,
        "post_date": given.get("date", "2021-05-12 09:30:00"),
        "post_name": slug,
        "status": given.get("status", "publish"),
        "post_type": given.get("type", "post"),
        "post_parent": given.get("parent", 0),
        "post_password": given.get("password", ""),
    }
    meta = given.get("meta", {})
    terms = "".join(
        f'<category domain="{domain}" nicename="{nicename}">{cdata(nicename)}</category>'
        for domain, nicename in given.get("terms", ())
    )
    return (
        f"<item><title>{cdata(title)}</title><link>{escape(given.get('link', f'{HOST}/{slug}/'))}</link>"
        f"<dc:creator>plume</dc:creator><content:encoded>{cdata(content)}</content:encoded>"
        f"<excerpt:encoded>{cdata(given.get('excerpt', ''))}</excerpt:encoded>"
        + "".join(f"<wp:{key}>{cdata(value)}</wp:{key}>" for key, value in fields.items())
        + terms
        + "".join(
            f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"
            for key, value in meta.items()
        )
        + "<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment>" * given.get("comments", 0)
        + "</item>"
    )


def medium(number, file, **given):
    """Return an item for a file of the media library."""
    meta = {"_wp_attached_file": file} | given.pop("meta", {})
    return item(number, file, "", type="attachment", status="inherit", meta=meta, **given)


def export(*items):
    return HEAD + "\n".join(items) + "</channel></rss>"


EVENT = {"_EventStartDate": "2025-04-18 09:00:00", "_EventEndDate": "2025-04-18 15:30:00"}
"""The metadata of an event of one day."""
SECRETS = (
    item(1, "Zéphyr un", "<p>Zéphyr</p>", password="x", slug="zephyr-1"),
    item(2, "Zéphyr deux", "<p>Zéphyr</p>", status="private", slug="zephyr-2"),
    item(3, "Zéphyr trois", "<p>Zéphyr</p>", status="trash", slug="zephyr-3", link=f"{HOST}/?p=3"),
    item(4, "Zéphyr quatre", "<p>Zéphyr</p>", status="spam", slug="zephyr-4"),
    item(5, "Zéphyr cinq", "<p>Zéphyr</p>", status="inherit", slug="zephyr-5"),
    item(6, "Zéphyr six", "<p>Zéphyr</p>", type="wp_block", status="draft", slug="zephyr-6"),
    item(7, "Zéphyr sept", "<p>Zéphyr</p>", type="tribe_events", password="x", slug="zephyr-7"),
    item(
        8, "Zéphyr huit", f'<p><img src="{UP}/zephyr.jpg" alt="Zéphyr"></p>', type="page", password="x", slug="zephyr-8"
    ),
    medium(9, "zephyr.jpg", slug="zephyr"),
)
"""Items that no import may make visible: with a password, private, in the bin, spam…"""
