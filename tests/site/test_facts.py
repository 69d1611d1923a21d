"""Every fact of the 2020 report is on a page of the site."""

import pytest

SOULEYMAN = ("Souleyman Abba", "0485/21 90 17", "souleyman@cainamur.be")
ESTELLE = ("Estelle Lecroart", "estelle@cainamur.be")
CATHERINE_H = ("Catherine Hachez", "0485/21 90 18", "catherineh@cainamur.be")
MAXIME = ("Maxime Fabry", "maxime@cainamur.be")
ARMAND = ("Armand Nyoung", "0485/21 90 12", "armand@cainamur.be")
FLORINE = ("Florine Thibaut", "0491/74 34 11", "florine@cainamur.be")
RAHMI = ("Rahmi Gursever", "0485/21 90 14", "rahmi@cainamur.be")
ROSETTE = ("Rosette Feza Bisimwa", "0485/21 90 15", "rosette@cainamur.be")

FACTS = {
    "/": (
        *("Une dynamique interculturelle", "Accompagnement", "Sensibilisation", "Coordination", "Information"),
        *("Formation", "facebook"),
    ),
    "/bureaux/andenne/": ("Rue de la Papeterie, 3", "5300 Andenne", "4e vendredi du mois", *ROSETTE, *CATHERINE_H),
    "/bureaux/beauraing/": ("Place de Seurre, 3-5-7", "5570 Beauraing", "3e jeudi du mois", *ARMAND, *ESTELLE),
    "/bureaux/ciney/": ("Rue Charles Capelle, 19", "5590 Ciney", "1er et 3e jeudi du mois", *SOULEYMAN, *ESTELLE),
    "/bureaux/dinant/": ("Rue Léopold, 1-3", "5500 Dinant", "2e et 4e jeudi du mois", *SOULEYMAN, *ESTELLE),
    "/bureaux/gembloux/": ("Parc d’Épinal", "5030 Gembloux", "2e vendredi et 4e jeudi du mois", *FLORINE, *CATHERINE_H),
    "/bureaux/namur/": (
        *("Rue Docteur Haibe, 2", "5002 Saint-Servais", "sur rendez-vous", *FLORINE, *ARMAND, *SOULEYMAN, *RAHMI),
        *("Catherine Solek", "0485/21 90 13", "catherine@cainamur.be", "Shpetime Beca", "0485/21 90 16"),
        *("shpetime@cainamur.be", *ROSETTE, "Milana Gerikhanova", "0497/42 06 95", "milana@cainamur.be"),
        *(*CATHERINE_H, *ESTELLE, *MAXIME, "Abderrahman Akantayou", "0471/83 00 73", "abderrahman@cainamur.be"),
        *("081/71 35 18", "accompagnement@cainamur.be", "081/71 35 12"),
    ),
    "/bureaux/philippeville/": ("Rue de Namur, 1A", "5600 Philippeville", "1er lundi du mois", *ARMAND, *MAXIME),
    "/bureaux/sambreville/": ("Place de la Gare, 8", "5060 Auvelais", "tous les lundis après-midi", *RAHMI, *MAXIME),
    "/equipe/": (
        *("Benoîte Dessicy", "Émilie de Liamchine", "Bernard Forget", "Fabienne Debecker", "Emily Seleck"),
        *("Khadija Akantayou", "Axel Decaestecker", "Ghislaine De Block", "Nadjet Dgidi", "Benjamin Willame"),
        *("Souleyman Abba", "Shpetime Beca", "Rosette Feza Bisimwa", "Milana Gerikhanova", "Rahmi Gursever"),
        *("Armand Nyoung", "Florine Thibaut", "Catherine Solek", "Abderrahman Akantayou", "Maxime Fabry"),
        *("Catherine Hachez", "Estelle Lecroart", "Louis Berny", "Juliette Lavency"),
        *("coordination pédagogique et de projets", "coordination du parcours d’intégration", "communication"),
        *("coordination administrative et financière", "secrétariat de direction", "secrétariat général"),
        *("organisation d’événements", "entretien des bâtiments, accueil et intendance", "comptabilité"),
        *("accompagnement interculturel", "coordination d’activités d’intégration", "lutte contre le racisme", "formations"),
    ),
    "/equipe/milana-gerikhanova/": ("ISP", "FSE"),
    "/a-propos/": (
        *("ASBL", "Rue Docteur Haibe, 2", "conseil d’administration", "bureau", "Codir"),
        *("visioconférence", "conseiller en prévention", "pôle administratif et financier", "communication"),
    ),
    "/chiffres/2020/": (
        *("Primo-arrivants", "422", "344", "−78", "Hors obligation", "494", "458", "−36", "Hors parcours", "114", "155"),
        *("+41", "1 030", "957", "−73", "166", "113", "−53", "244", "226", "−18", "121", "61", "−60", "531", "400", "−131"),
        *("18", "313", "9", "131", "13", "658", "2017-2018"),
    ),
    "/agenda/2020/forum-emploi-diversite-entreprise/": (
        *("Forum Emploi | Diversité | Entreprise", "13 février 2020", "9h00", "15h30", "BEP", "Namur"),
        *("un trio gagnant pour la diversité", "migrants", "professionnels de l’insertion", "entreprises", "capsules vidéo"),
    ),
    "/agenda/2020/pleniere-ppli-2-0/": (
        *("27 novembre 2020", "9h30", "12h30", "en ligne", "interviews", "documentaires inédits", "partage d’expériences"),
        *("présentation du Plan provincial et local d’intégration", "migrants en transit", "sans-papiers", "réinstallés", "2020-2025"),
        *("plans stratégiques", "PCS", "enregistrement"),
    ),
    "/agenda/2020/clap-de-fin-pour-le-racisme/": ("21 mars 2020", "12 septembre 2020", "reporté", "programme", "adapté"),
    "/agenda/2021/la-plus-value-de-l-approche-interculturelle/": ("mai 2021", "plus-value de l’approche interculturelle"),
    "/agenda/2021/salon-namurois-des-outils-pedagogiques/": ("2021", "virtuel"),
    "/positions/motion-commune-hospitaliere/": ("Ciney", "MOC", "CNCD", "adoptée", "Dinant", "Jemeppe"),
    "/positions/violences-policieres/": ("Namur", "HCAPN", "manifestation"),
    "/positions/restrictions-budgetaires-de-la-province/": ("Province", "mobilis"),
    "/positions/migrants-en-transit/": ("circulaire", "subvention extraordinaire"),
    "/positions/subsides-ili/": ("immunis", "ILI", "appel à projets", "agrément"),
    "/positions/parcours-d-integration-et-peoe/": ("PEOE",),
    "/positions/prolongation-du-parcours-d-integration/": ("12 mois",),
    "/positions/carte-blanche-sans-papiers/": ("sans-papiers",),
    "/positions/carte-blanche-delit-de-facies/": ("délit de faciès",),
    "/positions/carte-blanche-centres-fermes/": ("centres fermés",),
    "/positions/incendie-du-camp-de-moria/": ("Moria", "incendie"),
    "/positions/": (
        *("commune hospitalière", "collectifs", "plans communaux", "ILI", "Coordination wallonne", "asile"),
        *("lutte contre le racisme", "NAPAR", "logement"),
    ),
    "/accompagnement/": (
        *("obligatoire", "volontaire", "Net2Work Asile", "mentorat", "Fedasil", "supervision", "réinstallation", "ISP", "FSE"),
    ),
    "/coordination/": (
        *("langue française", "citoyenneté", "sociojuridique", "interculturalité", "cultes et convictions", "mobilité"),
        *("santé mentale", "santé", "petite enfance", "COVID", "padlets", "2022-2026", "MENA", "migrants en transit", "ILI"),
    ),
    "/formation/": ("Devenez ambassadeurs interculturels", "Andenne", "Namur"),
    "/sensibilisation/": ("lutte contre le racisme", "Salon namurois des outils pédagogiques"),
    "/ressources/brochure-systematisation/": ("brochure",),
    "/ressources/video-systematisation/": ("vidéo",),
    "/actualites/2020/charte-graphique-et-nouveau-site/": ("charte", "site", "visuels", "Asap Condensed", "Alegreya Sans"),
}  # fmt: skip


@pytest.mark.parametrize("address", FACTS)
def test_the_facts_are_on_their_page(built, address):
    text = built.pages[address].text.casefold()
    assert [fact for fact in FACTS[address] if fact.casefold() not in text] == []


def test_an_office_tells_when_it_was_verified(built):
    for address in FACTS:
        if address.startswith("/bureaux/"):
            assert "Vérifié en janvier 2021" in built.pages[address].text
