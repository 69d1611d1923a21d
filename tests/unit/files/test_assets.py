from pathlib import Path

from plugins.files.assets import FIRST_FACES, read_assets
from plugins.languages.language import SCRIPTS


def write(folder, files):
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


STATIC = {
    "css/main.css": '@layer a, b;\n@import url("fonts.css");\n@import url("parts/x.css") layer(b);\n@import url("p.css") layer(a) print;\n',
    "css/fonts.css": '@font-face { src: url("../fonts/f.woff2"); }',
    "css/parts/x.css": '/* why */\n.x {\n  background: url("../../images/m.svg"), url("data:image/png,");\n}\n',
    "css/p.css": "p { color: black; }",
    "fonts/f.woff2": "font",
    "fonts/OFL.txt": "licence",
    "images/m.svg": "<svg/>",
}


def test_the_style_is_sent_as_one_sheet_in_its_layers(tmp_path):
    assets = read_assets(write(tmp_path, STATIC), "theme")
    style = assets.files[assets.address("css/main.css")].decode()
    assert style == (
        "@layer a, b;\n"
        f'@font-face {{ src: url("{assets.address("fonts/f.woff2")}"); }}\n'
        f'@layer b{{.x {{\nbackground: url("{assets.address("images/m.svg")}"), url("data:image/png,");\n}}}}\n'
        "@media print{@layer a{p { color: black; }}}"
    )


def test_an_address_tells_the_content(tmp_path):
    before = read_assets(write(tmp_path, STATIC), "theme")
    after = read_assets(write(tmp_path, {"fonts/f.woff2": "another font"}), "theme")
    changed = {name for name in before.addresses if before.address(name) != after.address(name)}
    assert changed == {"fonts/f.woff2", "css/main.css"}
    assert before.address("images/m.svg").startswith("/theme/images/m.")


def test_a_licence_keeps_its_name(tmp_path):
    assert read_assets(write(tmp_path, STATIC), "theme").address("fonts/OFL.txt") == "/theme/fonts/OFL.txt"


def test_a_module_made_of_parts_is_sent_as_one(tmp_path):
    parts = {
        "js/main.js": 'import "./a.js";\nimport "./b.js";\n',
        "js/a.js": "const x = 1;\n",
        "js/b.js": "const x = 2;\n",
    }
    before = read_assets(write(tmp_path, parts), "theme")
    assert before.files[before.address("js/main.js")] == b"{\nconst x = 1;\n}\n{\nconst x = 2;\n}\n"
    after = read_assets(write(tmp_path, {"js/b.js": "const x = 3;\n"}), "theme")
    assert after.address("js/main.js") != before.address("js/main.js")
    assert after.address("js/a.js") == before.address("js/a.js")


def test_a_script_is_sent_without_the_lines_that_are_comments(tmp_path):
    module = '// What it is for,\n// at length.\n\n/** A number. */\nconst x = 1; // why\n/**\n * Two\n * lines.\n */\n  // a line\nconst y = "// no comment";\n'
    assets = read_assets(write(tmp_path, {"js/main.js": 'import "./a.js";\n', "js/a.js": module}), "theme")
    sent = '\nconst x = 1; // why\nconst y = "// no comment";\n'
    assert assets.files[assets.address("js/a.js")].decode() == sent
    assert assets.files[assets.address("js/main.js")].decode() == f"{{\n{sent}}}\n"


def test_the_cards_have_a_sheet_of_their_own(tmp_path):
    card = {"css/embed.css": '@import url("fonts.css");\n@import url("parts/x.css");\n'}
    assets = read_assets(write(tmp_path, STATIC | card), "theme")
    style = assets.files[assets.address("css/embed.css")].decode()
    assert style.startswith(f'@font-face {{ src: url("{assets.address("fonts/f.woff2")}"); }}')
    assert {name for name in assets.addresses if name.endswith(".css")} == {"css/main.css", "css/embed.css"}


def test_a_script_has_a_sheet_of_its_own_with_its_faces(tmp_path):
    script = {
        "css/scripts/arabic.css": '@import url("faces/arabic.css");\nbody { line-height: 2; }\n',
        "css/scripts/faces/arabic.css": '@font-face { src: url("../../../fonts/f.woff2"); }',
    }
    assets = read_assets(write(tmp_path, STATIC | script), "theme")
    style = assets.files[assets.address("css/scripts/arabic.css")].decode()
    assert style == f'@font-face {{ src: url("{assets.address("fonts/f.woff2")}"); }}\nbody {{ line-height: 2; }}'
    assert "css/scripts/faces/arabic.css" not in assets.addresses


def test_the_first_faces_of_each_script_are_there():
    faces = Path(__file__).parents[3] / "theme/static/fonts"
    assert set(FIRST_FACES) == {"", *SCRIPTS.values()}
    assert all((faces / f"{face}.woff2").is_file() for first in FIRST_FACES.values() for face in first)


def test_what_a_page_loads_beside_the_main_style_goes_into_its_layer(tmp_path):
    more = {
        "css/kinds/k.css": '@import url("j.css");\n.k { gap: 0; }',
        "css/kinds/j.css": ".j { gap: 0; }",
        "css/print.css": "p { gap: 0; }",
    }
    assets = read_assets(write(tmp_path, STATIC | more), "theme")
    styles = {name: assets.files[assets.address(name)].decode() for name in more}
    assert styles == {
        "css/kinds/k.css": "@layer components{.j { gap: 0; }\n.k { gap: 0; }}",
        "css/kinds/j.css": "@layer components{.j { gap: 0; }}",
        "css/print.css": "@layer print{p { gap: 0; }}",
    }
