from tooling.targets.manifest import Changes, Manifest


def changes(old, new):
    return Changes.between(Manifest(old), Manifest(new))


def test_a_manifest_is_read_as_it_is_written(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_bytes(b"x")
    manifest = Manifest.of(tmp_path)
    assert str(manifest) == "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  a/index.html\n"
    assert Manifest.read(str(manifest).splitlines()) == manifest


def test_no_folder_is_an_empty_manifest(tmp_path):
    assert Manifest.of(tmp_path / "nowhere") == Manifest()


def test_pages_are_told_by_their_address_and_removed_ones_first():
    old = {"index.html": "1", "gone/index.html": "1", "404.html": "1", "a.css": "1", "a.css.br": "1"}
    new = {"index.html": "2", "new/index.html": "1", "404.html": "1", "b.css": "1", "b.css.br": "1"}
    assert changes(old, new).description() == (
        "ATTENTION : 1 page disparaît :\n  /gone/\n1 page ajoutée :\n  /new/\n1 page changée :\n  /\n"
        "2 autres fichiers (images, styles, données…)."
    )


def test_nothing_changed():
    assert not changes({"index.html": "1"}, {"index.html": "1"})


def test_a_long_list_is_cut_but_not_that_of_removed_pages():
    many = {f"{number:02}/index.html": "1" for number in range(20)}
    assert changes({}, many).description().splitlines()[-1] == "  … et 8 autres"
    assert len(changes(many, {}).description().splitlines()) == 21


def test_the_pages_whose_own_text_changed_come_first_and_those_that_follow_are_counted():
    old, new = ({f"{number:02}/index.html": version for number in range(20)} for version in "12")
    told = changes(old, new).description({"/19/", "/03/", "/elsewhere/"})
    assert told == (
        "2 pages dont le texte a changé :\n  /03/\n  /19/\n"
        "18 autres pages changent avec elles (listes, pages voisines, autres langues)."
    )
    one = changes({"a/index.html": "1", "b/index.html": "1"}, {"a/index.html": "2", "b/index.html": "2"})
    assert one.description({"/b/"}) == (
        "1 page dont le texte a changé :\n  /b/\n1 autre page change avec elle (listes, pages voisines, autres langues)."
    )
