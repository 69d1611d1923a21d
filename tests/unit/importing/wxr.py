"""Exports of an invented WordPress site, as WordPress writes them."""

from xml.sax.saxutils import escape

HOST = "https://ancien.example"
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
    """One item; what is not given is that of an ordinary published text."""
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
    """One file of the library."""
    meta = {"_wp_attached_file": file} | given.pop("meta", {})
    return item(number, file, "", type="attachment", status="inherit", meta=meta, **given)


def export(*items):
    return HEAD + "\n".join(items) + "</channel></rss>"
