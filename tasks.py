"""The commands of the site: ``python3 tasks.py --list`` explains them, in French for the person who publishes.

Also an ordinary Invoke file: inside the .venv, ``invoke check`` does the same.
"""

import os
import signal
import sys

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends the imports at once: there is nothing to clean up yet

from tooling.commands import environment

if __name__ == "__main__":
    environment.enter(__file__)  # returns only inside the .venv, where the packages below are installed

import contextlib
import webbrowser
from pathlib import Path

from tooling.commands.last_build import LastBuild

ROOT = Path(__file__).resolve().parent
LAST_BUILD = LastBuild(ROOT)

if __name__ == "__main__" and sys.argv[1:] in (["build"], ["construire"]):
    signal.signal(signal.SIGINT, signal.default_int_handler)
    code = LAST_BUILD.renew()  # before the imports below, which are slow and only serve the other commands
    with contextlib.suppress(BrokenPipeError):  # the program that read the output has ended
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)  # an ordinary exit would free ten thousand records one by one

import importlib
import subprocess
from collections.abc import Callable
from functools import partial

from invoke import Collection, Exit

from plugins.base.cache import CACHE_FOLDER
from plugins.base.identity import IDENTITY
from plugins.base.typography import listed
from tooling.commands import cleaning
from tooling.commands.build_date import build_date, refuse_future_day
from tooling.commands.program import COMMAND, Command, FrenchProgram, command
from tooling.commands.progress import TerminalProgress
from tooling.preview import serving
from tooling.release import nights
from tooling.release.launch import after_sending, read_launch
from tooling.setup.wizard import Wizard
from tooling.targets.choice import target_for
from tooling.targets.folder import FolderTarget
from tooling.targets.target import Target

HERE = Path.cwd()
"""The folder in which the command was typed; each task runs in ``ROOT``, to which its own paths are relative."""
CONTENT, THEME = Path("content"), Path("theme")
WORKING_SETTINGS, PUBLIC_SETTINGS = ROOT / "pelicanconf.py", ROOT / "publishconf.py"
PUBLICATION = ROOT / "publication.toml"
CACHE, PUBLIC = ROOT / ".cache", ROOT / "public"
ASIDE = CACHE / "publication"
SPREAD = ("--dist", "loadfile", "--no-loadscope-reorder")
"""Options of pytest-xdist: all tests of a file run in one process, since they share what they build; the files keep
their order, in which the short unit tests come last."""
QUICK = ("--ignore", "tests/browser", "--ignore", "tests/serving", "-m", "not endurance")

TO = "dossier (le dossier public), rsync ou sftp (le serveur) ; sinon, comme le dit publication.toml"
PORT = "un autre numéro de port, si 8000 est déjà pris"
OFFICE = "le nom du bureau, par exemple dinant"
EVENT = "le nom du fichier, sans .md"
DAY = "le jour : 2026-12-24"
PLANNED_DAY = "le jour prévu : 2026-12-24"
NEW_DAY = "le nouveau jour : 2026-12-18"
HOURS = "les heures du nouveau jour, si elles sont connues : 9h-12h"
NEW_HOURS = "les nouvelles heures, si elles changent : 9h-12h"
WHY = "pourquoi"
ONE_PAGE = "une seule page, par exemple bureaux/dinant"
DRY = "tout lire et tout dire, sans rien écrire"


@command("construire", sans_cache="tout refaire, sans rien reprendre de la dernière fois")
def build(sans_cache: bool = False) -> int:
    """Construire le site dans le dossier output.

    Ne refait que ce qui a changé. S’il y a une erreur dans un contenu, elle est expliquée, et le dernier bon résultat
    reste en place.
    """
    return LAST_BUILD.redo(clean=sans_cache)


@command("servir", port=PORT)
def serve(port: str = "8000") -> int:
    """Voir le site pendant qu’on y travaille : il se refait à chaque enregistrement.

    Ouvrez dans un navigateur l’adresse affichée. La page se recharge seule ; les erreurs s’y montrent.
    Les brouillons et les textes à paraître s’y voient aussi, marqués comme tels.
    Ctrl-C arrête tout.
    """
    return _serve(port)


@command("ouvrir", name="open", port=PORT)
def open_desk(port: str = "8000") -> int:
    """Ouvrir le site dans le navigateur, pour en changer les pages dans un formulaire.

    « Modifier », en bas de chaque page, ouvre son formulaire ; l’atelier montre ce qu’il y a à faire.
    Comme « servir », pour le reste. Ctrl-C arrête tout.
    """
    return _serve(port, webbrowser.open)


def _serve(port: str, browser: Callable[[str], object] = str) -> int:
    night = nights.ask_launched(PUBLICATION, build_date())
    return serving.serve(WORKING_SETTINGS, port_number(port), browser, night, partial(after_sending, PUBLICATION))


@command(
    "verifier",
    words=("fichier",),
    fichier="un seul fichier, par exemple bureaux/dinant",
    tout="montrer tous les conseils de tous les fichiers, avec vos notes",
    notes="vos notes seulement (a_verifier), la plus vite réglée d’abord",
    json="pour un autre programme : la liste en JSON",
)
def check(fichier: str = "", tout: bool = False, notes: bool = False, json: bool = False) -> int:
    """Vérifier tous les contenus, sans construire le site.

    Montre toutes les erreurs, puis des conseils qui n’empêchent pas de publier.
    Pour un seul fichier : verifier bureaux/dinant
    """
    from plugins.desk import check
    from plugins.source import version
    from plugins.source.record_cache import RecordCache
    from tooling.commands import building
    from tooling.release import gate, published
    from tooling.release.sources import Sources

    launch = read_launch(PUBLICATION)
    silence = nights.ask_launched(PUBLICATION, build_date())
    with building.all_kept():
        code = check.main(
            CONTENT,
            build_date(),
            check.Asked(fichier, tout, json, notes, COMMAND),
            records=RecordCache(LAST_BUILD.cache / "records", version.of_program()),
            progress=TerminalProgress(sys.stderr),
            theme=THEME,
            gate=lambda site: gate.check(Sources(CONTENT, gate.public(site), published.LIST), launched=launch.launched),
        )
    if not json and (missed := silence()):
        print(f"\n{missed}")
    return code


@command(
    "nouveau",
    words=("genre", "titre"),
    genre="le genre de contenu",
    titre="son titre, entre guillemets",
    comme="d’un événement : le fichier de la fois d’avant, sans .md",
)
def new(genre: str = "", titre: str = "", comme: str = "") -> int:
    """Préparer un nouveau contenu : nouveau evenement "Fête des langues".

    Crée le fichier au bon endroit, avec tous les champs et leur explication. Sans rien de plus que « nouveau »,
    la commande pose ses questions une à une.
    """
    from plugins.desk import scaffold

    return scaffold.main(genre, titre, CONTENT, build_date(), COMMAND, comme)


@command("annuler", bureau=OFFICE, le=DAY, raison=WHY)
def cancel(bureau: str, le: str, raison: str) -> int:
    """Annuler une permanence : annuler dinant 2026-12-24 "congés".

    Écrit la ligne dans le fichier du bureau, et montre ses prochaines dates. La date reste visible, barrée.
    """
    from plugins.desk import permanence_edits

    return permanence_edits.edit(CONTENT, build_date(), bureau, permanence_edits.cancel(le, raison))


@command("deplacer", bureau=OFFICE, le=PLANNED_DAY, au=NEW_DAY, raison=WHY, horaire=HOURS)
def move(bureau: str, le: str, au: str, raison: str, horaire: str = "") -> int:
    """Déplacer une permanence : deplacer dinant 2026-12-24 2026-12-18 "congés".

    L’ancienne date reste visible, barrée ; la nouvelle s’ajoute.
    """
    from plugins.desk import permanence_edits

    return permanence_edits.edit(CONTENT, build_date(), bureau, permanence_edits.move(le, au, raison, horaire))


@command("retablir", bureau=OFFICE, le="le jour prévu d’abord : 2026-12-24")
def reinstate(bureau: str, le: str) -> int:
    """Rétablir une permanence annulée ou déplacée : retablir dinant 2026-12-24.

    Efface la ligne qui l’annule, et celle du jour qui la remplace.
    """
    from plugins.desk import permanence_edits

    return permanence_edits.edit(CONTENT, build_date(), bureau, permanence_edits.reinstate(le))


@command("annuler-seance", evenement=EVENT, le=DAY, raison=WHY)
def cancel_session(evenement: str, le: str, raison: str) -> int:
    """Annuler une séance : annuler-seance formation 2026-12-24 "maladie".

    Écrit une ligne dans le fichier de l’événement. La séance reste visible, barrée, avec la raison.
    """
    from plugins.desk import session_edits

    return session_edits.edit(CONTENT, build_date(), evenement, session_edits.cancel(le, raison))


@command("deplacer-seance", evenement=EVENT, le=PLANNED_DAY, au=NEW_DAY, raison=WHY, horaire=NEW_HOURS)
def move_session(evenement: str, le: str, au: str, raison: str, horaire: str = "") -> int:
    """Déplacer une séance : deplacer-seance formation 2026-12-24 2026-12-18 "grève".

    Écrit une ligne dans le fichier de l’événement. La page dit le jour prévu d’abord.
    """
    from plugins.desk import session_edits

    return session_edits.edit(CONTENT, build_date(), evenement, session_edits.move(le, au, raison, horaire))


@command("retablir-seance", evenement=EVENT, le="le jour de la séance : 2026-12-24")
def reinstate_session(evenement: str, le: str) -> int:
    """Rétablir une séance annulée ou déplacée : retablir-seance formation 2026-12-24.

    Efface la ligne qui l’annule ou la déplace.
    """
    from plugins.desk import session_edits

    return session_edits.edit(CONTENT, build_date(), evenement, session_edits.reinstate(le))


@command("lettre", mois="le mois de la lettre : 2026-12", depuis="le jour de la lettre d’avant, pour ne pas se répéter")
def letter(mois: str, depuis: str = "") -> int:
    """Préparer la lettre du mois : lettre 2026-12.

    Rassemble en un e-mail ce qui est nouveau et ce qui arrive, dans le dossier lettres. N’envoie rien.
    """
    from plugins.desk import letter

    refuse_future_day()
    return letter.main(CONTENT, THEME, build_date(), mois, depuis)


@command(
    "traductions",
    relecture="préparer une feuille à imprimer pour qui relit cette langue : ar",
    reprendre="reprendre le fichier .po qu’une personne a renvoyé",
    relu_par="le nom de la personne qui a relu ce fichier, et qui l’approuve",
    sauf="les codes de la feuille qui ne sont pas approuvés, entre guillemets",
)
def translations(relecture: str = "", reprendre: str = "", relu_par: str = "", sauf: str = "") -> int:
    """Mettre à jour les traductions : traductions --relecture ar, ou traductions --reprendre messages.po.

    Ajoute à chaque langue ce qui est nouveau en français, et garde ce qui est traduit. Dit ce qui manque, ce qui est à
    revoir parce que le français a changé, et combien de textes sont à faire relire.
    """
    from plugins.desk import translations

    languages = (*IDENTITY.languages[1:], *IDENTITY.languages_in_preview)
    asked = translations.Request(relecture, reprendre, relu_par, sauf, languages)
    return translations.main(CONTENT, THEME, build_date(), asked, COMMAND)


@command("copier-evenement", fichier="le nom du fichier de l’événement, dans content/agenda")
def copy_event(fichier: str) -> int:
    """Montrer un événement champ par champ, à copier dans le formulaire d’un autre agenda.

    Par exemple : copier-evenement forum-de-l-emploi
    """
    from plugins.desk import event_sheet

    return event_sheet.main(CONTENT, build_date(), fichier, CACHE)


@command(
    "importer-wordpress",
    words=("export",),
    iterable=("export",),
    export="un fichier exporté de WordPress, .xml ou .xml.gz ; plusieurs, l’un après l’autre",
    medias="le dossier wp-content/uploads de l’ancien site, copié ici",
    essai=DRY,
)
def import_wordpress(export: list[str], medias: str = "", essai: bool = False) -> int:
    """Reprendre un site WordPress : importer-wordpress export.xml --medias uploads

    Écrit d’abord, à côté de l’export, ce que devient chaque rubrique : relisez-le, puis relancez la même commande.
    Rien de protégé ni de privé ne vient. Une deuxième fois, ne change que ce qui a changé, jamais vos corrections.
    """
    if not export:
        remedy = f"écrivez : {COMMAND} importer-wordpress export.xml --medias uploads"
        raise Exit(f"Dites aussi quel fichier → {remedy}", code=1)
    install_import_libraries()
    from plugins.importing import wordpress_import

    files = tuple(HERE / name for name in export)
    asked = wordpress_import.ImportRequest(files, HERE / medias if medias else None, essai, COMMAND)
    return wordpress_import.main(CONTENT, build_date(), asked, CACHE, TerminalProgress(sys.stderr))


@command("importer-agenda", fichier="un agenda exporté d’un autre programme, .ics", essai=DRY)
def import_agenda(fichier: str, essai: bool = False) -> int:
    """Reprendre les événements d’un agenda : importer-agenda evenements.ics

    Une deuxième fois, ou avec un fichier plus récent, ne change que ce qui a changé, jamais vos corrections.
    """
    install_import_libraries()
    from plugins.importing import wordpress_import

    asked = wordpress_import.ImportRequest((HERE / fichier,), None, essai, COMMAND)
    return wordpress_import.import_agenda(CONTENT, build_date(), asked, CACHE, TerminalProgress(sys.stderr))


@command("apercu", port=PORT)
def show(port: str = "8000") -> int:
    """Voir le site tel qu’il sera publié.

    Sans suivre les changements : pour travailler, préférez « servir ». Ctrl-C arrête tout.
    """
    return serving.show(PUBLIC_SETTINGS, CACHE / "show", port_number(port))


@command("poids")
def budget() -> int:
    """Peser les pages du site tel qu’il sera publié.

    Montre la page la plus lourde de chaque type, et s’arrête si l’une dépasse ce qu’un téléphone modeste peut recevoir.
    """
    from tooling.release import budget

    return budget.main(PUBLIC_SETTINGS, CACHE / "budget")


@command(
    "publier",
    vers=TO,
    oui="publier sans poser de question",
    essai="tout faire et tout montrer, sauf publier",
    en_ligne="l’hébergeur prend le dossier public et le met en ligne",
    jour="quel jour on est, si l’horloge se trompe : 2026-11-23",
)
def publish(vers: str = "", oui: bool = False, essai: bool = False, en_ligne: bool = False, jour: str = "") -> int:
    """Construire le site, le vérifier, montrer ce qui change, et le publier si vous dites oui.

    Sans erreur seulement, et en une fois : jamais un site à moitié neuf.
    """
    from tooling.release import publishing
    from tooling.release.site_publication import SitePublication

    steps = SitePublication(PUBLIC_SETTINGS, ROOT / CACHE_FOLDER, read_launch(PUBLICATION)).steps
    to = target(vers, serves_public=en_ligne)
    return publishing.publish(steps, to, ASIDE, yes=oui, trial=essai, day=jour)


@command("annuler-publication", vers=TO, oui="revenir sans poser de question")
def rollback(vers: str = "", oui: bool = False) -> int:
    """Revenir à la publication précédente, en une fois : dit ce que cela retire, et le fait si vous dites oui."""
    from tooling.release import publishing
    from tooling.sharing import history

    return publishing.rollback(target(vers), ASIDE, partial(history.between, ROOT, CACHE), yes=oui)


@command("mise-en-route")
def setup() -> int:
    """Dire où le site vivra, et essayer chaque chose : la clé, le dépôt, le serveur.

    Écrit publication.toml, et dit ce qui est à faire une fois chez l’hébergeur, le nom de domaine, la nuit.
    """
    if not sys.stdin.isatty():
        raise Exit("« mise-en-route » pose des questions : lancez-la dans une fenêtre de commandes.", code=1)
    return Wizard(ROOT, CACHE / "git.log").run()


@command("envoyer", nom="votre prénom et votre nom, une fois", courriel="votre adresse e-mail, une fois")
def send(nom: str = "", courriel: str = "") -> int:
    """Envoyer votre travail aux autres, après avoir reçu le leur.

    Le message est fait de ce qui a changé. Sans connexion, votre travail est enregistré, et part la fois suivante.
    Si deux personnes ont changé la même chose, les deux versions sont montrées, et vous choisissez ; « a » annule tout.
    """
    from tooling.sharing import sending

    return sending.send(sending.Sharing(ROOT, CACHE), nom, courriel, partial(after_sending, PUBLICATION))


@command("recevoir")
def receive() -> int:
    """Recevoir le travail des autres dans ce dossier, et garder le vôtre."""
    from tooling.sharing import sending

    return sending.receive(sending.Sharing(ROOT, CACHE))


@command("historique", words=("fichier",), fichier=ONE_PAGE, tout="tout, depuis le début")
def history(fichier: str = "", tout: bool = False) -> int:
    """Voir qui a changé quoi, et quand : historique bureaux/dinant.

    Chaque changement a un repère, que « restaurer » comprend.
    """
    from tooling.sharing import history
    from tooling.sharing.sending import Sharing

    return history.history(Sharing(ROOT, CACHE), fichier, everything=tout)


@command(
    "restaurer",
    words=("fichier",),
    fichier="la page à remettre comme avant, ou qui a été effacée : bureaux/dinant",
    repere="le changement à défaire ; avec une page, le moment auquel la remettre",
    une_a_une="choisir, page par page, ce qui est défait",
    oui="restaurer sans poser de question",
)
def revert(fichier: str = "", repere: str = "", une_a_une: bool = False, oui: bool = False) -> int:
    """Remettre une page comme avant, ou défaire un seul changement : restaurer --repere 1a2b3c4.

    Dit d’abord ce qui change, et ce qui s’en va avec ; le fait si vous dites oui. Défaire un changement garde les
    suivants. C’est écrit dans vos fichiers : regardez, puis envoyez.
    """
    from tooling.sharing import history
    from tooling.sharing.sending import Sharing

    return history.restore(Sharing(ROOT, CACHE), fichier, repere, one_by_one=une_a_une, yes=oui)


@command("tester", name="test", rapide="sans le navigateur, ni ce qui dure par nature")
def run_tests(rapide: bool = False) -> int:
    """Lancer tous les tests du programme (pour qui développe).

    La première fois, installe ce qu’il faut pour les tests. Ce qui suit « -- » va à pytest : tester -- -k dinant
    """
    environment.ensure(environment.VENV, environment.TEST_LOCK)
    processes = str((os.cpu_count() or 1) + 1)  # a test that waits for a browser or the disk uses no core
    extra = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else ["-n", processes, *SPREAD]
    tests = ["pytest", *(QUICK if rapide else ()), *extra]
    commands = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"], tests)
    # The tests start Python many times, which is faster with compiled modules.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    codes = [subprocess.run([sys.executable, "-m", *each], cwd=ROOT, env=kept).returncode for each in commands]
    return next((code for code in codes if code), 0)


@command("nettoyer")
def clean() -> int:
    """Effacer tout ce qui a été fabriqué (output, caches), jamais un contenu.

    Ce qui est publié (public) reste, avec la publication d’avant ; les lettres aussi.
    """
    left = cleaning.clean(ROOT, CACHE, kept=ASIDE)
    if left:
        print(f"Le disque refuse d’effacer {listed(left, 'et')} : fermez ce qui s’en sert, et recommencez.")
        return 1
    print("Tout ce qui avait été fabriqué est effacé.")
    return 0


def target(word: str, *, serves_public: bool = False) -> Target:
    """The target that ``word``, typed after --vers, names; without one, the target of publication.toml.

    ``serves_public``: whether a host puts the folder public/ online.
    """
    host = read_launch(PUBLICATION).host
    folder = FolderTarget(PUBLIC, ASIDE, serves_public=serves_public or host == "dossier")
    return target_for(word, host, PUBLICATION, folder)


def install_import_libraries() -> None:
    """Install into the .venv the packages that only the imports use, unless they are there."""
    environment.ensure(environment.VENV, environment.IMPORT_LOCK)
    importlib.invalidate_caches()


def port_number(text: str) -> int:
    """The port typed after --port. Raises Exit unless it is a number from 1024 to 65535."""
    if text.isdecimal() and 1024 <= int(text) <= 65535:
        return int(text)
    raise Exit(f"--port {text} : écrivez un nombre entre 1024 et 65535, par exemple --port 8001.", code=1)


ns = Collection(*(each for each in tuple(globals().values()) if isinstance(each, Command)))
"""Every task above, in the order of this file."""

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    FrenchProgram.of(ns).run()
