"""The commands of the site: ``python3 tasks.py --list`` explains them, in French for the person who publishes.

Also an ordinary Invoke file: inside the .venv, ``invoke build`` does the same.
"""

import os
import signal
import sys

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # while modules load there is nothing to clean up

from tooling.commands import environment

if __name__ == "__main__":
    environment.enter(__file__)  # returns only inside the .venv, where the packages below are installed

import webbrowser
from pathlib import Path

from tooling.commands.last_build import LastBuild

ROOT = Path(__file__).resolve().parent
LAST_BUILD = LastBuild(ROOT)

if __name__ == "__main__" and sys.argv[1:] in (["build"], ["construire"]):
    signal.signal(signal.SIGINT, signal.default_int_handler)
    code = LAST_BUILD.renew()  # without waiting for what only the other commands import
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # without freeing ten thousand records one by one

import contextlib
import importlib
import shutil
import subprocess

from invoke import Collection, Context, Exit, task

from plugins.base.cache import CACHE_FOLDER
from plugins.base.typography import listed
from tooling.commands import building
from tooling.commands.build_date import build_date
from tooling.commands.program import COMMAND, FrenchProgram
from tooling.preview import serving
from tooling.targets.target import Target

OUTPUT = LAST_BUILD.output
PUBLIC = ROOT / "public"
CACHE = ROOT / ".cache"
WORKING_SETTINGS = ROOT / "pelicanconf.py"
PUBLIC_SETTINGS = ROOT / "publishconf.py"
MADE = (OUTPUT, ROOT / ".pytest_cache", ROOT / ".ruff_cache", ROOT / ".hypothesis")
OWN_PYTHON = (ROOT / "bench", ROOT / "plugins", ROOT / "tests", ROOT / "tooling")
ON_EVERY_CORE = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
"""How pytest runs all tests: a file on one core, since its tests share what they build; the units, all short, last."""
QUICK = ("-m", "not browser and not endurance")
ASIDE = CACHE / "publication"
TO = {"vers": "dossier (le dossier public), rsync ou sftp (le serveur) ; sinon, comme le dit publication.toml"}
SETTINGS = ROOT / "publication.toml"
PORT = {"port": "un autre numéro de port, si 8000 est déjà pris"}


@task(aliases=["construire"], help={"sans-cache": "tout refaire, sans rien reprendre de la dernière fois"})
def build(context: Context, sans_cache: bool = False) -> None:
    """Construire le site dans le dossier output.

    Ne refait que ce qui a changé. S’il y a une erreur dans un contenu, elle est expliquée, et le dernier bon résultat
    reste en place.
    """
    finish(LAST_BUILD.build(clean=sans_cache))


@task(aliases=["servir"], help=PORT)
def serve(context: Context, port: str = "8000") -> None:
    """Voir le site pendant qu’on y travaille : il se refait à chaque enregistrement.

    Ouvrez dans un navigateur l’adresse affichée. La page se recharge seule ; les erreurs s’y montrent.
    Les brouillons et les textes à paraître s’y voient aussi, marqués comme tels.
    Ctrl-C arrête tout.
    """
    finish(serving.serve(WORKING_SETTINGS, port_number(port)))


@task(name="open", aliases=["ouvrir"], help=PORT)
def open_desk(context: Context, port: str = "8000") -> None:
    """Ouvrir le site dans le navigateur, pour en changer les pages dans un formulaire.

    « Modifier », en bas de chaque page, ouvre son formulaire ; l’atelier montre ce qu’il y a à faire.
    Comme « servir », pour le reste. Ctrl-C arrête tout.
    """
    finish(serving.serve(WORKING_SETTINGS, port_number(port), browser=webbrowser.open))


@task(
    aliases=["verifier"],
    help={
        "fichier": "un seul fichier, par exemple bureaux/dinant",
        "tout": "montrer tous les conseils de tous les fichiers, avec vos notes",
        "notes": "vos notes seulement (a_verifier), la plus vite réglée d’abord",
        "json": "pour un autre programme : la liste en JSON",
    },
)
def check(context: Context, fichier: str = "", tout: bool = False, notes: bool = False, json: bool = False) -> None:
    """Vérifier tous les contenus, sans construire le site.

    Montre toutes les erreurs, puis des conseils qui n’empêchent pas de publier.
    Pour un seul fichier : verifier bureaux/dinant
    """
    from plugins.base.findings import Finding
    from plugins.desk import check as desk
    from plugins.model.site import Site
    from plugins.source import version
    from plugins.source.record_cache import RecordCache
    from tooling.commands.progress import TerminalProgress
    from tooling.release import gate, nights, published
    from tooling.release.launch import read_launch
    from tooling.release.sources import Sources

    launch = read_launch(SETTINGS)
    silence = nights.ask_silence(launch.online, build_date()) if launch.online else str

    def refusals(site: Site) -> tuple[list[Finding], list[Finding]]:
        sources = Sources(Path("content"), gate.public(site), published.LIST)
        return gate.check(sources, launched=launch.launched)

    with contextlib.chdir(ROOT):  # files are named from here
        records = RecordCache(LAST_BUILD.cache / "records", version.of_program())
        asked = desk.Asked(fichier, tout, json, notes, COMMAND)
        code = desk.main(
            Path("content"),
            build_date(),
            asked,
            records=records,
            progress=TerminalProgress(sys.stderr),
            theme=Path("theme"),
            gate=refusals,
        )
    if not json and (missed := silence()):
        print(f"\n{missed}")
    finish(code)


@task(
    aliases=["nouveau"],
    help={
        "genre": "le genre de contenu",
        "titre": "son titre, entre guillemets",
        "comme": "d’un événement : le fichier de la fois d’avant, sans .md",
    },
)
def new(context: Context, genre: str = "", titre: str = "", comme: str = "") -> None:
    """Préparer un nouveau contenu : nouveau evenement "Fête des langues".

    Crée le fichier au bon endroit, avec tous les champs et leur explication. Sans rien de plus que « nouveau »,
    la commande pose ses questions une à une.
    """
    from plugins.desk import scaffold

    with contextlib.chdir(ROOT):
        finish(scaffold.main(genre, titre, Path("content"), build_date(), COMMAND, comme))


@task(
    name="cancel",
    aliases=["annuler"],
    help={"bureau": "le nom du bureau, par exemple dinant", "le": "le jour : 2026-12-24", "raison": "pourquoi"},
)
def cancel_permanence(context: Context, bureau: str, le: str, raison: str) -> None:
    """Annuler une permanence : annuler dinant 2026-12-24 "congés".

    Écrit la ligne dans le fichier du bureau, et montre ses prochaines dates. La date reste visible, barrée.
    """
    from plugins.desk import permanence_edits

    with contextlib.chdir(ROOT):
        finish(permanence_edits.cancel(Path("content"), build_date(), bureau, le, raison))


@task(
    name="move",
    aliases=["deplacer"],
    help={
        "bureau": "le nom du bureau, par exemple dinant",
        "le": "le jour prévu : 2026-12-24",
        "au": "le nouveau jour : 2026-12-18",
        "raison": "pourquoi",
        "horaire": "les heures du nouveau jour, si elles sont connues : 9h-12h",
    },
)
def move_permanence(context: Context, bureau: str, le: str, au: str, raison: str, horaire: str = "") -> None:
    """Déplacer une permanence : deplacer dinant 2026-12-24 2026-12-18 "congés".

    L’ancienne date reste visible, barrée ; la nouvelle s’ajoute.
    """
    from plugins.desk import permanence_edits

    with contextlib.chdir(ROOT):
        finish(permanence_edits.move(Path("content"), build_date(), bureau, le, au, raison, horaire))


@task(
    name="reinstate",
    aliases=["retablir"],
    help={"bureau": "le nom du bureau, par exemple dinant", "le": "le jour prévu d’abord : 2026-12-24"},
)
def reinstate_permanence(context: Context, bureau: str, le: str) -> None:
    """Rétablir une permanence annulée ou déplacée : retablir dinant 2026-12-24.

    Efface la ligne qui l’annule, et celle du jour qui la remplace.
    """
    from plugins.desk import permanence_edits

    with contextlib.chdir(ROOT):
        finish(permanence_edits.reinstate(Path("content"), build_date(), bureau, le))


@task(
    name="cancel-session",
    aliases=["annuler-seance"],
    help={"evenement": "le nom du fichier, sans .md", "le": "le jour : 2026-12-24", "raison": "pourquoi"},
)
def cancel_session(context: Context, evenement: str, le: str, raison: str) -> None:
    """Annuler une séance : annuler-seance formation 2026-12-24 "maladie".

    Écrit une ligne dans le fichier de l’événement. La séance reste visible, barrée, avec la raison.
    """
    from plugins.desk import session_edits

    with contextlib.chdir(ROOT):
        finish(session_edits.cancel(Path("content"), build_date(), evenement, le, raison))


@task(
    name="move-session",
    aliases=["deplacer-seance"],
    help={
        "evenement": "le nom du fichier, sans .md",
        "le": "le jour prévu : 2026-12-24",
        "au": "le nouveau jour : 2026-12-18",
        "raison": "pourquoi",
        "horaire": "les nouvelles heures, si elles changent : 9h-12h",
    },
)
def move_session(context: Context, evenement: str, le: str, au: str, raison: str, horaire: str = "") -> None:
    """Déplacer une séance : deplacer-seance formation 2026-12-24 2026-12-18 "grève".

    Écrit une ligne dans le fichier de l’événement. La page dit le jour prévu d’abord.
    """
    from plugins.desk import session_edits

    with contextlib.chdir(ROOT):
        finish(session_edits.move(Path("content"), build_date(), evenement, le, au, raison, horaire))


@task(
    name="reinstate-session",
    aliases=["retablir-seance"],
    help={"evenement": "le nom du fichier, sans .md", "le": "le jour de la séance : 2026-12-24"},
)
def reinstate_session(context: Context, evenement: str, le: str) -> None:
    """Rétablir une séance annulée ou déplacée : retablir-seance formation 2026-12-24.

    Efface la ligne qui l’annule ou la déplace.
    """
    from plugins.desk import session_edits

    with contextlib.chdir(ROOT):
        finish(session_edits.reinstate(Path("content"), build_date(), evenement, le))


@task(
    aliases=["lettre"],
    help={"mois": "le mois de la lettre : 2026-12", "depuis": "le jour de la lettre d’avant, pour ne pas se répéter"},
)
def letter(context: Context, mois: str, depuis: str = "") -> None:
    """Préparer la lettre du mois : lettre 2026-12.

    Rassemble en un e-mail ce qui est nouveau et ce qui arrive, dans le dossier lettres. N’envoie rien.
    """
    from plugins.desk import letter as desk
    from tooling.commands.build_date import refuse_future_day

    refuse_future_day()
    with contextlib.chdir(ROOT):
        finish(desk.main(Path("content"), Path("theme"), build_date(), mois, depuis))


@task(
    name="translations",
    aliases=["traductions"],
    help={
        "relecture": "préparer une feuille à imprimer pour qui relit cette langue : ar",
        "reprendre": "reprendre le fichier .po qu’une personne a renvoyé",
        "relu-par": "le nom de la personne qui a relu ce fichier, et qui l’approuve",
        "sauf": "les codes de la feuille qui ne sont pas approuvés, entre guillemets",
    },
)
def update_translations(
    context: Context, relecture: str = "", reprendre: str = "", relu_par: str = "", sauf: str = ""
) -> None:
    """Mettre à jour les traductions : traductions --relecture ar, ou traductions --reprendre messages.po.

    Ajoute à chaque langue ce qui est nouveau en français, et garde ce qui est traduit. Dit ce qui manque, ce qui est à
    revoir parce que le français a changé, et combien de textes sont à faire relire.
    """
    from plugins.base.identity import IDENTITY
    from plugins.desk import translations

    with contextlib.chdir(ROOT):
        asked = translations.Request(
            relecture, reprendre, relu_par, sauf, (*IDENTITY.languages[1:], *IDENTITY.languages_in_preview)
        )
        finish(translations.main(Path("content"), Path("theme"), build_date(), asked, COMMAND))


@task(
    name="copy-event",
    aliases=["copier-evenement"],
    help={"fichier": "le nom du fichier de l’événement, dans content/agenda"},
)
def copy_event(context: Context, fichier: str) -> None:
    """Montrer un événement champ par champ, à copier dans le formulaire d’un autre agenda.

    Par exemple : copier-evenement forum-de-l-emploi
    """
    from plugins.desk import event_sheet

    with contextlib.chdir(ROOT):
        finish(event_sheet.main(Path("content"), build_date(), fichier, CACHE))


@task(
    name="import-wordpress",
    aliases=["importer-wordpress"],
    iterable=["export"],
    help={
        "export": "un fichier exporté de WordPress, .xml ou .xml.gz ; plusieurs, l’un après l’autre",
        "medias": "le dossier wp-content/uploads de l’ancien site, copié ici",
        "essai": "tout lire et tout dire, sans rien écrire",
    },
)
def import_wordpress(context: Context, export: list[str], medias: str = "", essai: bool = False) -> None:
    """Reprendre un site WordPress : importer-wordpress export.xml --medias uploads

    Écrit d’abord, à côté de l’export, ce que devient chaque rubrique : relisez-le, puis relancez la même commande.
    Rien de protégé ni de privé ne vient. Une deuxième fois, ne change que ce qui a changé, jamais vos corrections.
    """
    environment.ensure(environment.VENV, environment.IMPORT_LOCK)
    importlib.invalidate_caches()
    from plugins.importing import wordpress_import
    from tooling.commands.progress import TerminalProgress

    if not export:
        raise Exit(
            f"Dites aussi quel fichier → écrivez : {COMMAND} importer-wordpress export.xml --medias uploads", code=1
        )
    files = tuple(Path(name).absolute() for name in export)
    asked = wordpress_import.ImportRequest(files, Path(medias).absolute() if medias else None, essai, COMMAND)
    with contextlib.chdir(ROOT):
        progress = TerminalProgress(sys.stderr)
        finish(wordpress_import.main(Path("content"), build_date(), asked, CACHE, progress))


@task(
    name="import-agenda",
    aliases=["importer-agenda"],
    help={
        "fichier": "un agenda exporté d’un autre programme, .ics",
        "essai": "tout lire et tout dire, sans rien écrire",
    },
)
def import_agenda(context: Context, fichier: str, essai: bool = False) -> None:
    """Reprendre les événements d’un agenda : importer-agenda evenements.ics

    Une deuxième fois, ou avec un fichier plus récent, ne change que ce qui a changé, jamais vos corrections.
    """
    environment.ensure(environment.VENV, environment.IMPORT_LOCK)
    importlib.invalidate_caches()
    from plugins.importing import wordpress_import
    from tooling.commands.progress import TerminalProgress

    asked = wordpress_import.ImportRequest((Path(fichier).absolute(),), None, essai, COMMAND)
    with contextlib.chdir(ROOT):
        progress = TerminalProgress(sys.stderr)
        finish(wordpress_import.import_agenda(Path("content"), build_date(), asked, CACHE, progress))


@task(aliases=["apercu"], help=PORT)
def show(context: Context, port: str = "8000") -> None:
    """Voir le site tel qu’il sera publié.

    Sans suivre les changements : pour travailler, préférez « servir ». Ctrl-C arrête tout.
    """
    finish(serving.show(PUBLIC_SETTINGS, CACHE / "show", port_number(port)))


@task(aliases=["poids"])
def budget(context: Context) -> None:
    """Peser les pages du site tel qu’il sera publié.

    Montre la page la plus lourde de chaque type, et s’arrête si l’une dépasse ce qu’un téléphone modeste peut recevoir.
    """
    from plugins.base.findings import as_text
    from tooling.release.budget import table, weights
    from tooling.release.built_pages import every_page

    folder = CACHE / "budget"
    finish(building.build(PUBLIC_SETTINGS, folder))
    weighed = weights(folder, every_page(folder))
    found = [finding for weight in weighed for finding in weight.excesses()]
    print(table(weighed))
    print(as_text(found) or "Toutes les pages tiennent dans les limites.")
    finish(bool(found))


@task(
    aliases=["publier"],
    help={
        **TO,
        "oui": "publier sans poser de question",
        "essai": "tout faire et tout montrer, sauf publier",
        "en-ligne": "l’hébergeur prend le dossier public et le met en ligne",
        "jour": "quel jour on est, si l’horloge se trompe : 2026-11-23",
    },
)
def publish(
    context: Context,
    vers: str = "",
    oui: bool = False,
    essai: bool = False,
    en_ligne: bool = False,
    jour: str = "",
) -> None:
    """Construire le site, le vérifier, montrer ce qui change, et le publier si vous dites oui.

    Sans erreur seulement, et en une fois : jamais un site à moitié neuf.
    """
    from tooling.release import publishing
    from tooling.release.launch import read_launch

    finish(
        publishing.publish(
            publishing.SitePublication(PUBLIC_SETTINGS, ROOT / CACHE_FOLDER, read_launch(SETTINGS)).steps,
            target(vers, serves_public=en_ligne),
            ASIDE,
            yes=oui,
            trial=essai,
            day=jour,
        )
    )


@task(name="setup", aliases=["mise-en-route"])
def set_up(context: Context) -> None:
    """Dire où le site vivra, et essayer chaque chose : la clé, le dépôt, le serveur.

    Écrit publication.toml, et dit ce qui est à faire une fois chez l’hébergeur, le nom de domaine, la nuit.
    """
    from tooling.setup.wizard import Wizard

    if not sys.stdin.isatty():
        raise Exit("« mise-en-route » pose des questions : lancez-la dans une fenêtre de commandes.", code=1)
    finish(Wizard(ROOT, CACHE / "git.log").run())


@task(
    aliases=["envoyer"],
    help={
        "nom": "votre prénom et votre nom, une fois",
        "courriel": "votre adresse e-mail, une fois",
    },
)
def send(context: Context, nom: str = "", courriel: str = "") -> None:
    """Envoyer votre travail aux autres, après avoir reçu le leur.

    Le message est fait de ce qui a changé. Sans connexion, votre travail est enregistré, et part la fois suivante.
    Si deux personnes ont changé la même chose, les deux versions sont montrées, et vous choisissez ; « a » annule tout.
    """
    from tooling.sharing import sending

    finish(sending.send(sending.Sharing(ROOT, CACHE), nom, courriel))


@task(aliases=["recevoir"])
def receive(context: Context) -> None:
    """Recevoir le travail des autres dans ce dossier, et garder le vôtre."""
    from tooling.sharing import sending

    finish(sending.receive(sending.Sharing(ROOT, CACHE)))


@task(
    aliases=["historique"],
    help={"fichier": "une seule page, par exemple bureaux/dinant", "tout": "tout, depuis le début"},
)
def history(context: Context, fichier: str = "", tout: bool = False) -> None:
    """Voir qui a changé quoi, et quand : historique bureaux/dinant.

    Chaque changement a un repère, que « restaurer » comprend.
    """
    from tooling.sharing import history as told
    from tooling.sharing.sending import Sharing

    finish(told.history(Sharing(ROOT, CACHE), fichier, everything=tout))


@task(
    aliases=["restaurer"],
    help={
        "fichier": "la page à remettre comme avant, ou qui a été effacée : bureaux/dinant",
        "repere": "le changement à défaire ; avec une page, le moment auquel la remettre",
        "une-a-une": "choisir, page par page, ce qui est défait",
    },
)
def revert(context: Context, fichier: str = "", repere: str = "", une_a_une: bool = False) -> None:
    """Remettre une page comme avant, ou défaire un seul changement : restaurer --repere 1a2b3c4.

    Les changements qui ont suivi restent. C’est écrit dans vos fichiers : regardez, puis envoyez.
    """
    from tooling.sharing import history as told
    from tooling.sharing.sending import Sharing

    finish(told.restore(Sharing(ROOT, CACHE), fichier, repere, one_by_one=une_a_une))


@task(name="rollback", aliases=["annuler-publication"], help=TO)
def rollback(context: Context, vers: str = "") -> None:
    """Revenir à la publication précédente, en une fois, et dire ce que cela retire."""
    from tooling.release import publishing

    def changed(before: str, after: str) -> list[str]:
        from tooling.sharing.history import between
        from tooling.sharing.repository import SharingRefused
        from tooling.sharing.sending import Sharing

        with contextlib.suppress(SharingRefused):  # a folder without git
            return between(Sharing(ROOT, CACHE), before, after)
        return []

    finish(publishing.rollback(target(vers), ASIDE, changed))


@task(name="test", aliases=["tester"], help={"rapide": "sans le navigateur, ni ce qui dure par nature"})
def run_tests(context: Context, rapide: bool = False) -> None:
    """Lancer tous les tests du programme (pour qui développe).

    La première fois, installe ce qu’il faut pour les tests. Ce qui suit « -- » va à pytest : tester -- -k dinant
    """
    environment.ensure(environment.VENV, environment.TEST_LOCK)
    extra = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else ON_EVERY_CORE
    tests = ["pytest", *(QUICK if rapide else ()), *extra]
    commands = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"], tests)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # they start often
    codes = [subprocess.run([sys.executable, "-m", *each], cwd=ROOT, env=kept).returncode for each in commands]
    finish(next((code for code in codes if code), 0))


@task(aliases=["nettoyer"])
def clean(context: Context) -> None:
    """Effacer tout ce qui a été fabriqué (output, caches), jamais un contenu.

    Ce qui est publié (public) reste, avec la publication d’avant ; les lettres aussi.
    """
    for printed in ROOT.glob("relecture-*.html"):
        printed.unlink()
    compiled = (folder for place in OWN_PYTHON for folder in place.rglob("__pycache__"))
    kept = (folder for folder in CACHE.glob("*") if folder != ASIDE)
    for folder in [*MADE, *kept, ROOT / "__pycache__", *compiled]:
        shutil.rmtree(folder, ignore_errors=True)
    print("Tout ce qui avait été fabriqué est effacé.")


def finish(code: int) -> None:
    """Exit with a code other than 0; after 0 another task may follow."""
    if code:
        raise Exit(code=code)


def target(name: str, *, serves_public: bool = False) -> Target:
    """The target typed after --vers, else that of publication.toml.

    ``serves_public``: whether a host takes the folder public/ and shows it.
    """
    from tooling.release.launch import read_launch
    from tooling.targets.folder import FolderTarget
    from tooling.targets.rsync import RsyncTarget
    from tooling.targets.server_settings import read_server
    from tooling.targets.sftp import SftpTarget

    host = read_launch(SETTINGS).host
    name = name or {"serveur": RsyncTarget.word, "sftp": SftpTarget.word}.get(host, FolderTarget.word)
    if name == FolderTarget.word:
        return FolderTarget(PUBLIC, ASIDE, serves_public=serves_public or host == "dossier")
    if name == SftpTarget.word:
        return SftpTarget(read_server(SETTINGS))
    if name == RsyncTarget.word:
        return RsyncTarget(read_server(SETTINGS))
    words = listed([f"« {each.word} »" for each in (FolderTarget, RsyncTarget, SftpTarget)], "ou")
    raise Exit(f"--vers {name} : écrivez {words}.", code=1)


def port_number(text: str) -> int:
    if text.isdecimal() and 1024 <= int(text) <= 65535:
        return int(text)
    raise Exit(f"--port {text} : écrivez un nombre entre 1024 et 65535, par exemple --port 8001.", code=1)


ns = Collection(
    build,
    serve,
    open_desk,
    check,
    new,
    cancel_permanence,
    move_permanence,
    reinstate_permanence,
    cancel_session,
    move_session,
    reinstate_session,
    letter,
    update_translations,
    copy_event,
    import_wordpress,
    import_agenda,
    show,
    budget,
    publish,
    rollback,
    set_up,
    send,
    receive,
    history,
    revert,
    run_tests,
    clean,
)

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    FrenchProgram.of(ns).run()
