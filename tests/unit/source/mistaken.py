"""Small contents without mistakes, to which tests add some."""

OFFICE = "titre: A\nadresse: {rue: R 1, code_postal: 5000, localite: Namur}"

EVENT = "titre: E\nresume: r\ngenre: forum\ndebut: 2020-11-27"

TEAM = "---\ntitre: T\nresume: r\nordre: 1\n---\n"

PERSON = "---\nprenom: Ana\nnom: B\nfonction: f\nequipe: t\n---\n"

PAGE = "titre: P\nresume: r"

NEWS = "titre: N\nresume: r\ndate: 2026-01-01\ncategorie: c"

FIGURES = "titre: C\nresume: r\nannee: 2020\ncomparaisons:\n  - titre: t\n    annees: [2019, 2020]\n"


def office(extra=""):
    return {"bureaux/a.md": f"---\n{OFFICE}\n{extra}\n---\n"}


def event(extra):
    return {"agenda/e.md": f"---\n{EVENT}\n{extra}\n---\n"}


def page(body):
    return {"pages/p.md": f"---\n{PAGE}\n---\n{body}"}
