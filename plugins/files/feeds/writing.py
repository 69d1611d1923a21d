"""Writes XML 1.0 that has the same bytes in each build."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring


def child(parent: Element, name: str, text: str | None = None, **attributes: str) -> None:
    """Append an element with a text or attributes only; both are escaped when they are written."""
    SubElement(parent, name, attributes).text = text


def as_bytes(root: Element) -> bytes:
    """UTF-8 with its declaration, one line for each element, a line end at the end."""
    indent(root, " ")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
