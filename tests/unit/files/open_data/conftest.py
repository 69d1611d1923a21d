import pytest

CONTENT = {
    "equipes/t.md": "---\ntitre: T\nresume: r\nordre: 1\n---\n",
    "missions/m.md": "---\ntitre: M\nresume: Accompagner.\nordre: 1\ntelephone: 081/00 00 18\nverifie_le: 2021-01-31\n---\n",
    "organisation/cai.md": (
        "---\ntitre: À propos\nresume: r\nnom: Centre\nsigle: C\nforme_juridique: ASBL\ndevise: Une devise\nsiege: a\n"
        "contacts:\n  - {service: Accueil, telephone: 081/00 00 18, courriel: accueil@example.org}\n"
        "  - {service: Coordination locale, telephone: 081/00 00 12}\n"
        "site: https://www.example.org\nfacebook: https://www.facebook.com/x\nnumero_entreprise: à compléter\n"
        "registre: à compléter\n---\n"
    ),
    "personnes/ana-b.md": (
        "---\nprenom: Ana\nnom: Bé\nfonction: accueil\nequipe: t\ntelephone: 0470/00 00 17\ncourriel: ana@example.org\n"
        'a_verifier: ["secret"]\n---\n'
    ),
    "personnes/bo-c.md": "---\nprenom: Bo\nnom: Cé\nfonction: coordination\nequipe: t\n---\n",
}
OFFICE = (
    "---\ntitre: A\nadresse: {{rue: R 1, code_postal: 5500, localite: {town}}}\npermanences:\n  - quand: {sentence}\n"
    "    qui: ana-b\ncoordination: [bo-c]\nverifie_le: 2021-01-31\n{changes}---\n"
)
CHANGES = """annulations:
  - {le: 2026-11-26, raison: maladie}
ajouts:
  - {le: 2026-12-02, horaire: 13h-15h, raison: rattrapage}
  - {le: 2026-12-05}
fermetures:
  - {du: 2026-12-21, au: 2027-01-03, raison: congés}
"""


@pytest.fixture
def site_with(site):
    """A function that reads a small site, whose only office has a permanence with a sentence."""

    def make(sentence="2e et 4e jeudi du mois", changes="", town="Dinant"):
        return site(CONTENT | {"bureaux/a.md": OFFICE.format(sentence=sentence, changes=changes, town=town)})

    return make
