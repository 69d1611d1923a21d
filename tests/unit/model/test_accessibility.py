"""The accessibility statement: a state that contradicts the listed faults is a mistake."""

from tests.tables import each_row

STATEMENT = "---\ntitre: A\nresume: r\nnorme: n\netat: {}\netablie_le: 2026-11-02\nmethode: auto-évaluation\n{}---\n"
BARRIER = "non_accessible: [{quoi: une vidéo, pourquoi: sans sous-titres}]\n"
STATES = "« totalement conforme », « partiellement conforme » ou « non conforme »"


@each_row(("state", "more"), [("partiellement conforme", BARRIER), ("totalement conforme", ""), ("non conforme", "")])
def test_the_state_is_one_of_the_three_of_the_law(site, state, more):
    assert site({"accessibilite/a.md": STATEMENT.format(state, more)}).accessibility.state == state


@each_row(
    ("state", "more", "said"),
    [
        ("partiellement conforme", "", "« partiellement conforme » : on ne dit pas pourquoi → ajoutez « non_accessible »"),
        ("totalement conforme", BARRIER, "« totalement conforme », malgré « non_accessible » → écrivez « partiellement conforme »"),
        ("non évalué", "", f"« non évalué » ne convient pas → écrivez {STATES}"),
    ],
)  # fmt: skip
def test_a_state_that_what_is_listed_contradicts_is_told(mistakes, state, more, said):
    assert mistakes({"accessibilite/a.md": STATEMENT.format(state, more)}) == [f"accessibilite/a.md:5: etat : {said}"]
