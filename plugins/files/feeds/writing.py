"""Writes XML 1.0; the same elements give the same bytes."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring


def child(parent: Element, name: str, text: str | None = None, **attributes: str) -> None:
    """Append an element with a text, or with attributes only; they are escaped when they are written."""
    SubElement(parent, name, attributes).text = text


def as_bytes(root: Element) -> bytes:
    """Return the XML in UTF-8 with its declaration, one line for each element."""
    indent(root, " ")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
