"""The mistakes in links, pictures, documents, Markdown and names of files, each with its exact message."""

from plugins.base.identity import IDENTITY
from tests.drawn import JPEG
from tests.tables import each_row
from tests.unit.source.mistaken import NEWS, OFFICE, PAGE, event, office, page


@each_row(
    ("files", "message"),
    [
        (
            page("Rendez-vous\nle lundi 27 novembre 2020.\n"),
            "pages/p.md:6: « lundi 27 novembre 2020 » : ce jour est un vendredi → "
            "écrivez « vendredi 27 novembre 2020 », ou corrigez la date",
        ),
        (
            {"pages/formation.md": f"---\n{PAGE}\n---\n", "missions/formation.md": f"---\n{PAGE}\nordre: 1\n---\n"},
            "pages/formation.md:1: l’adresse /formation/ est déjà celle de missions/formation.md → renommez l’un des deux",
        ),
        (
            page("\nVoyez [ici](/bureaux/dinan/).") | office() | {"bureaux/dinant.md": f"---\n{OFFICE}\n---\n"},
            "pages/p.md:6: lien « /bureaux/dinan/ » : aucune page à cette adresse → vouliez-vous dire « /bureaux/dinant/ » ?",
        ),
        (
            page("[ici](/bureaux/a)") | office(),
            "pages/p.md:5: lien « /bureaux/a » : l’adresse commence et finit par « / » → écrivez /bureaux/a/",
        ),
        (
            page("[ici](../bureaux/dinan.md)") | {"bureaux/dinant.md": f"---\n{OFFICE}\n---\n"},
            "pages/p.md:5: lien « ../bureaux/dinan.md » : ce fichier n’existe pas → "
            "vouliez-vous dire « bureaux/dinant.md » ?",
        ),
        (
            page("[ici](/zzz/)"),
            "pages/p.md:5: lien « /zzz/ » : aucune page à cette adresse → corrigez l’adresse, ou retirez le lien",
        ),
        (
            page("[ici](quzzwwxxyyk.md)"),
            "pages/p.md:5: lien « quzzwwxxyyk.md » : ce fichier n’existe pas → corrigez son nom, ou retirez le lien",
        ),
        (
            page("[ici](/actualites/mot-cle/zzz/)"),
            "pages/p.md:5: lien « /actualites/mot-cle/zzz/ » : aucune page à cette adresse → "
            "corrigez l’adresse, ou retirez le lien",
        ),
        (
            {"redirections.txt": "/a/ → /bureaux/quzzwwxxyyk/\n", **office()},
            "redirections.txt:1: « /bureaux/quzzwwxxyyk/ » : aucune page à cette adresse → choisissez une page du site",
        ),
        (
            page("Rendez-vous le lundi 31 novembre 2026."),
            "pages/p.md:5: « lundi 31 novembre 2026 » : cette date n’existe pas → corrigez le jour ou le mois",
        ),
        (
            {"pages/p.md": "---\n? [a]\n: b\n---\n"},
            "pages/p.md:2: une clé doit être un mot simple → écrivez par exemple « titre: … »",
        ),
        (
            page("[ici](/bureaux/a/)") | office("statut: brouillon"),
            "pages/p.md:5: lien « /bureaux/a/ » : cette page n’est pas encore publiée → publiez-la ou retirez le lien",
        ),
        (
            page("[ici](www.cainamur.be)"),
            "pages/p.md:5: lien « www.cainamur.be » : l’adresse est incomplète → écrivez https://www.cainamur.be",
        ),
        (
            page("[ici](ana@cainamur.be)"),
            "pages/p.md:5: lien « ana@cainamur.be » : pour une adresse e-mail → écrivez mailto:ana@cainamur.be",
        ),
        (
            page("[ici](mailto:ana@)"),
            "pages/p.md:5: lien « mailto:ana@ » : l’adresse e-mail est incomplète → écrivez mailto:nom@cainamur.be",
        ),
        (
            page("[ici](javascript:alert)"),
            "pages/p.md:5: lien « javascript:alert » : « javascript: » n’est pas accepté → écrivez une adresse https://",
        ),
        (
            page("## Les heures\n\n[ici](#heure)"),
            "pages/p.md:7: lien « #heure » : pas d’ancre « heure » dans cette page → vouliez-vous dire « les-heures » ?",
        ),
        (
            page("[ici](/agenda/2020/e/#programme)") | event(""),
            "pages/p.md:5: lien « /agenda/2020/e/#programme » : pas d’ancre « programme » dans cette page → "
            "liez à la page entière, sans « # »",
        ),
        (
            page("[le plan](/documents/plan.pdf)"),
            "pages/p.md:5: document « /documents/plan.pdf » introuvable → déposez le fichier dans content/documents/",
        ),
        (
            page("![Le forum](/images/forom.jpg)") | {"images/forum.jpg": JPEG},
            "pages/p.md:5: image « /images/forom.jpg » introuvable → vouliez-vous dire « forum.jpg » ?",
        ),
        (
            page("![](/images/forum.jpg)") | {"images/forum.jpg": JPEG},
            "pages/p.md:5: image « /images/forum.jpg » sans texte de remplacement → "
            "écrivez ce qu’elle montre : ![ce qu’elle montre](/images/forum.jpg)",
        ),
        (
            page("![Le forum](https://ailleurs.be/forum.jpg)"),
            "pages/p.md:5: image « https://ailleurs.be/forum.jpg » prise sur un autre site → copiez-la dans content/images/",
        ),
        (
            page("![Le forum](/images/forum.jpg)") | {"images/forum.jpg": JPEG[:200]},
            "images/forum.jpg:1: l’image est incomplète ou abîmée : sa copie s’est sans doute arrêtée en route → "
            "copiez-la de nouveau",
        ),
        (
            page("Voici ![le forum](/images/forum.jpg 'Le forum')") | {"images/forum.jpg": JPEG},
            "pages/p.md:5: image « /images/forum.jpg » : une image avec légende se met seule → "
            "laissez une ligne vide avant et après",
        ),
        (
            page("![Le rapport](/documents/rapport.pdf)") | {"documents/rapport.pdf": b"%PDF-1.7"},
            "pages/p.md:5: image « /documents/rapport.pdf » : c’est un document → "
            "écrivez un lien, sans « ! » : [titre](/documents/rapport.pdf)",
        ),
        (
            {"documents/rapport.docx": b"PK"},
            "documents/rapport.docx:1: « .docx » n’est pas un format de document accepté "
            "(.pdf, .odt, .ods, .odp, .epub, .csv, .txt, .mp3) → enregistrez-le en PDF",
        ),
        ({"documents/photo.jpg": JPEG}, "documents/photo.jpg:1: une image se met dans content/images/ → déplacez-la"),
        (
            {"documents/rapport.pdf": b""},
            "documents/rapport.pdf:1: le fichier est vide (0 octet) → copiez le document de nouveau",
        ),
        (
            {"documents/rapport.2020112700.pdf": b"%PDF-1.7"},
            "documents/rapport.2020112700.pdf:1: « rapport.2020112700.pdf » a la forme des noms dont le contenu "
            "ne change jamais → renommez-le en rapport-2020112700.pdf",
        ),
        (
            {"actualites/n.md": f"---\n{NEWS}\nimage: {{fichier: forom.jpg, texte: Le forum}}\n---\n"}
            | {"images/forum.jpg": JPEG},
            "actualites/n.md:6: image : fichier : image « forom.jpg » introuvable → vouliez-vous dire « forum.jpg » ?",
        ),
        (
            {"actualites/n.md": f"---\n{NEWS}\nimage: {{fichier: forum.jpg}}\n---\n", "images/forum.jpg": JPEG},
            "actualites/n.md:6: image : texte : ce champ manque → écrivez « texte: … » : "
            "ce que l’image montre, pour qui ne la voit pas",
        ),
        (
            {"actualites/n.md": f"---\n{NEWS}\nimage: {{fichier: forum.jpg, texte: t}}\n---\n"}
            | {"images/forum.jpg": b"x"},
            "images/forum.jpg:1: ce fichier n’est pas une image, malgré son nom → exportez l’image de nouveau, en JPEG",
        ),
        (
            page("# Bienvenue"),
            "pages/p.md:5: « # Bienvenue » : le titre de la page est déjà dans « titre » → écrivez « ## Bienvenue »",
        ),
        (page("## A\n\n#### B"), "pages/p.md:7: « #### B » saute un niveau de titre → écrivez « ### B »"),
        (
            page("<iframe src='x'>"),
            "pages/p.md:5: « <iframe src='x'> » : le HTML n’est pas accepté dans le texte → "
            "écrivez en Markdown, ou retirez-le",
        ),
        (
            {"bureau/a.md": "---\ntitre: A\n---\n"},
            "bureau/a.md:1: le dossier « bureau » ne donne pas de type au fichier → vouliez-vous dire « bureaux » ?",
        ),
        (
            {"pages/Été 2021.md": f"---\n{PAGE}\n---\n"},
            "pages/Été 2021.md:1: « Été 2021.md » : le nom du fichier devient l’adresse, sans espace ni accent → "
            "renommez-le en ete-2021.md",
        ),
        ({"pages/p.MD": f"---\n{PAGE}\n---\n"}, "pages/p.MD:1: « p.MD » n’est pas un texte « .md » → renommez-le en p.md"),
        (
            {"bureaux/fiche.md": f"---\n{OFFICE}\n---\n"},
            "bureaux/fiche.md:1: « fiche » est déjà le nom d’une page du site → choisissez un autre nom de fichier",
        ),
        (
            {f"pages/{IDENTITY.languages[-1]}.md": f"---\n{PAGE}\n---\n"},
            f"pages/{IDENTITY.languages[-1]}.md:1: « {IDENTITY.languages[-1]} » est déjà le nom d’une page du site → "
            "choisissez un autre nom de fichier",
        ),
        (
            {"pages/photo.jpg": b"x"},
            "pages/photo.jpg:1: « photo.jpg » n’est pas un texte « .md » → déplacez-le dans images/ ou documents/",
        ),
        (
            {"images/été 1.JPG": JPEG},
            "images/été 1.JPG:1: « été 1.JPG » fera partie d’une adresse : ni espace ni accent → renommez-le en ete-1.jpg",
        ),
    ],
)  # fmt: skip
def test_a_mistake_has_its_message(mistakes, files, message):
    assert mistakes(files) == [message]
