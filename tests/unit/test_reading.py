"""What Pelican is given of the content."""

from types import SimpleNamespace

from plugins.site import read_content
from tests.unit.conftest import TODAY

PAGE = "---\ntitre: T\nresume: r\n{}---\n"


def test_pelican_opens_the_files_of_the_pages_and_walks_no_folder(content, tmp_path):
    """It follows links: two in a folder that a program left, both to that folder, would keep it busy for ever."""
    folder = content(
        {
            "content/pages/a.md": PAGE.format(""),
            "content/pages/b.md": PAGE.format("statut: brouillon\n"),
            "content/vieux.bak/c.md": PAGE.format(""),
        }
    )
    settings = {
        "PATH": str(folder / "content"),
        "CACHE_PATH": str(tmp_path / "cache"),
        "BUILD_DATE": TODAY,
        "DRAFTS": False,
    }
    read_content(SimpleNamespace(settings=settings))
    written = [path for path in settings["PAGE_PATHS"] if (folder / "content" / path).exists()]
    assert written == ["pages/a.md"]
