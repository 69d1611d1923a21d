import pytest

from plugins.importing.mapping import FILE, written
from plugins.importing.wordpress_export import read_exports
from plugins.importing.wordpress_import import ImportRequest, main
from tests.unit.conftest import TODAY
from tests.unit.importing.wxr import export

SITE = {
    "pages/contact.md": "---\ntitre: Contact\nresume: Où nous trouver.\n---\n",
    "actualites/un-essai.md": "---\ntitre: Un essai\nresume: Réussi.\ndate: 2020-01-01\ncategorie: Essai\n---\n",
}
"""The files that the site has before the import."""


@pytest.fixture
def wordpress(tmp_path, capsys):
    """A function that imports some items into a small site; it returns the exit code and the output.

    The mapping is the one that the first run writes.
    """
    content, beside, uploads = tmp_path / "content", tmp_path / "export", tmp_path / "uploads"
    for name, text in SITE.items():
        (content / name).parent.mkdir(parents=True)
        (content / name).write_text(text, "utf-8")
    beside.mkdir()
    uploads.mkdir()

    def run(*items, trial=False, first=False, host="ancien.example", today=TODAY):
        (beside / "export.xml").write_text(export(*items).replace("ancien.example", host), "utf-8")
        request = ImportRequest((beside / "export.xml",), uploads, trial, "python3 tasks.py")
        if not first and not (beside / FILE).exists():
            (beside / FILE).write_text(written(read_exports([beside / "export.xml"]), {}), "utf-8")
        code = main(content, today, request, tmp_path / ".cache")
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    run.content, run.beside, run.uploads = content, beside, uploads
    run.read = lambda name: (content / name).read_text("utf-8")
    run.names = lambda: {file.relative_to(content).as_posix() for file in content.rglob("*") if file.is_file()}
    run.new = lambda: sorted(run.names() - SITE.keys() - {"anciennes-adresses.txt"})
    run.bytes = lambda: {f: f.read_bytes() for f in tmp_path.rglob("*") if f.is_file() and ".cache" not in f.parts}
    return run
