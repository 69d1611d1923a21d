from plugins.text.cache import Cache


def test_a_file_is_made_once(tmp_path):
    made = []

    def make():
        made.append(1)
        return b"data"

    files = {Cache(tmp_path / "kept").file("a/one.bin", make) for _ in range(2)}
    assert [file.read_bytes() for file in files] == [b"data"]
    assert made == [1]


def test_what_could_not_be_made_leaves_nothing(tmp_path):
    def fail():
        raise ValueError

    cache = Cache(tmp_path)
    try:
        cache.file("one.bin", fail)
    except ValueError:
        assert list(tmp_path.iterdir()) == []
