import pytest

from tests.built_site import build

GOOD = {
    "equipes/t.md": "---\ntitre: Équipe\nresume: Une équipe.\nordre: 1\n---\n",
    "personnes/ana-b.md": "---\nprenom: Ana\nnom: Bé\nfonction: accueil\nequipe: t\n---\n",
}
SECRET = (
    "---\ntitre: Zanzibar\nresume: Un secret.\ndate: 2030-01-01\ncategorie: Zinnia\netiquettes: [zorro]\n---\nZoulou"
)
DRAFT = "---\ntitre: Zanzibar\nresume: r\nstatut: brouillon\n---\nZoulou"
GOOD |= {"actualites/zygote.md": SECRET, "pages/zygote.md": DRAFT}
BAD = {"pages/p.md": "---\ntitre: P\nresum: r\n---\n"}


def write(folder, files):
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def bytes_of(folder):
    return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("earlier", [GOOD, {}], ids=["any content", "an empty folder"])
def test_any_folder_builds_and_a_mistake_ends_the_build_and_leaves_the_last_good_output(tmp_path, earlier):
    """The good output has no trace of the draft and of the text whose day has not come."""
    content, output = tmp_path / "content", tmp_path / "output"
    content.mkdir()
    write(content, earlier)
    result = build(content, output)
    assert result.returncode == 0, result.stderr
    assert not earlier or "Ana Bé" in (output / "equipe/index.html").read_text("utf-8")
    before = bytes_of(output)
    for file, data in before.items():
        assert "zygote" not in str(file)
        for trace in (b"Zanzibar", b"zygote", b"Zoulou", b"Zinnia", b"zorro"):
            assert trace not in data, file
    write(content, BAD)
    result = build(content, output)
    assert result.returncode == 1
    assert bytes_of(output) == before
    assert "pages/p.md:3: resum : champ inconnu → vouliez-vous dire « resume » ?" in result.stderr
    assert result.stderr.rstrip().endswith("2 points à corriger, dans 1 fichier. Le site en ligne n’a pas changé.")
    assert "Traceback" not in result.stdout + result.stderr
