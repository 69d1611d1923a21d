"""``beside()`` names exactly the files that a build makes below the address of a record."""

from plugins.model.beside import beside


def test_what_is_beside_the_page_of_a_record_is_what_is_made_below_it(invented, built):
    for record in invented.records:
        if record.kind in ("office", "event", "person") and record.has_page:
            folder = built.folder / record.address[1:]
            below = [file.relative_to(built.folder).as_posix() for file in folder.rglob("*") if file.is_file()]
            made = {f"/{name.removesuffix('index.html')}" for name in below} - {record.address}
            assert made == set(beside(record)), record.address
