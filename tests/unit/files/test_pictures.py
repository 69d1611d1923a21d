"""What is told while pictures are made."""

import pytest

from plugins.files.pictures import documents
from plugins.text.mistakes import ContentMistakes


def test_a_document_that_went_away_during_the_build_is_told(site, context, tmp_path):
    page = "---\ntitre: T\nresume: r\n---\n[plan](/documents/plan.pdf)\n"
    read = site({"pages/a.md": page, "documents/plan.pdf": b"%PDF-1.7"})
    (tmp_path / "documents/plan.pdf").unlink()
    with pytest.raises(ContentMistakes, match=r"/documents/plan\.pdf:1: le fichier n’est plus là"):
        list(documents(read, context(content=tmp_path)))
