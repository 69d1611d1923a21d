from pathlib import PurePosixPath

from plugins.source.links import AddressBook
from tests.tables import each_row

BOOK = AddressBook(
    {"/documents-utiles/": PurePosixPath("pages/documents-utiles.md")}, {}, frozenset({"documents/liste.pdf"})
)


@each_row(
    ("target", "address"),
    [
        ("documents-utiles.md", "/documents-utiles/"),
        ("documents/liste.pdf", "/documents/liste.pdf"),
        ("../documents/liste.pdf", "/documents/liste.pdf"),
    ],
)
def test_a_text_whose_name_begins_like_the_folder_of_the_documents_is_no_document(target, address):
    assert BOOK.resolve(target, PurePosixPath("pages/page.md")) == address
