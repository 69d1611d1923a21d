"""The kinds of hosts on which the site may live, each with French instructions: what to do once, DNS, the nights."""

from dataclasses import dataclass
from typing import Final

from plugins.base.identity import IDENTITY
from tooling.commands.program import COMMAND

GITHUB_ADDRESSES: Final = ("185.199.108.153", "185.199.109.153", "185.199.110.153", "185.199.111.153")
GITLAB_ADDRESS: Final = "35.185.44.232"
"""The IPv4 addresses that both hosts give for the apex of a domain, on the pages named below."""
GITHUB_PAGES: Final = "https://docs.github.com/fr/pages/configuring-a-custom-domain-for-your-github-pages-site"
GITLAB_PAGES: Final = "https://docs.gitlab.com/user/project/pages/custom_domains_ssl_tls_certification/"
GITLAB_SCHEDULES: Final = "https://docs.gitlab.com/ci/pipelines/schedules/"


@dataclass(frozen=True)
class Host:
    """A kind of host: its name in publication.toml, its label, and French lines of instructions.

    These say what to do ``once`` there, the DNS records of the ``domain``, how the site is published each ``night``,
    and how the list of published ``addresses`` comes back.
    """

    key: str
    label: str
    once: tuple[str, ...]
    domain: tuple[str, ...]
    night: tuple[str, ...]
    addresses: tuple[str, ...]


def dns(name: str, kind: str, value: str) -> str:
    """A DNS record, as a line for whoever manages the domain."""
    return f"{name:<28} {kind:<6} {value}"


def compare(page: str) -> str:
    """A line that refers to the host's own page, since the host may change what the lines above say."""
    return f"Comparez avec la page de l’hébergeur : {page}"


CRON: Final = f"20 0 * * * cd DOSSIER && {COMMAND} recevoir publier --oui envoyer"
"""The crontab line that publishes each night; ``DOSSIER`` stands for the clone."""
NIGHT: Final = (
    "Sur un ordinateur allumé la nuit, sous macOS ou Linux : tapez « crontab -e », qui ouvre la liste de ce que "
    "l’ordinateur fait à heure fixe, et ajoutez cette ligne, avec le dossier du site :",
    f"  {CRON}",
    "Ou, sous Linux, avec deploy/publication.timer, qui rattrape une nuit où l’ordinateur était éteint : ce fichier et "
    "deploy/publication.service disent comment.",
)
SENT_AT_NIGHT: Final = ("La ligne de la nuit l’envoie aussi : cet ordinateur doit pouvoir envoyer.",)


def hosts(trial: str) -> tuple[Host, ...]:
    """All kinds of hosts; ``trial`` is the host name of the trial address, "" where the site uses its own."""
    name = trial or IDENTITY.domain
    github_apex, gitlab_apex = (
        () if trial else tuple(dns(IDENTITY.apex, "A", address) for address in addresses)
        for addresses in (GITHUB_ADDRESSES, (GITLAB_ADDRESS,))
    )
    return (
        Host(
            "github",
            "GitHub Pages",
            (
                "Settings > Pages > Build and deployment > Source : « GitHub Actions »",
                f"Settings > Pages > Custom domain : {name} > Save ; d’abord ici, ensuite seulement le nom de domaine",
            ),
            (dns(name, "CNAME", "VOTRE-COMPTE.github.io"), *github_apex, compare(GITHUB_PAGES)),
            (
                "GitHub publie chaque nuit de lui-même. Si votre dépôt est public, il arrête après 60 jours sans aucun "
                "envoi : Actions > « Publier chaque nuit » > Enable workflow.",
            ),
            (
                "GitHub renvoie la liste des adresses publiées dans la branche principale. Si elle est protégée, le "
                "travail « Retenir les adresses publiées » échoue ; le site est en ligne quand même. Prenez alors la "
                "liste dans les fichiers de ce passage, « published-addresses », et envoyez-la.",
            ),
        ),
        Host(
            "gitlab",
            "GitLab Pages",
            (
                f"Deploy > Pages > New Domain : {name} > Create New Domain ; GitLab montre alors un code",
                "Le nom de domaine réglé, à la même page : Edit > Retry verification, dans les 7 jours.",
            ),
            (
                dns(name, "CNAME", "VOTRE-COMPTE.gitlab.io"),
                dns(f"_gitlab-pages-verification-code.{name}", "TXT", "le code que GitLab montre"),
                *gitlab_apex,
                compare(GITLAB_PAGES),
            ),
            (
                f"Build > Pipeline schedules > New schedule : « 20 0 * * * », fuseau horaire {IDENTITY.time_zone}.",
                compare(GITLAB_SCHEDULES),
            ),
            (
                "GitLab ne renvoie pas la liste des adresses publiées : téléchargez publication/addresses.txt des "
                "fichiers du dernier pipeline de temps en temps, puis envoyez-la.",
            ),
        ),
        Host(
            "serveur",
            "un serveur (ssh et rsync)",
            ("Le serveur web montre le dossier « current » (deploy/README.md).",),
            (dns(name, "A", "l’adresse IPv4 du serveur"), dns(name, "AAAA", "son adresse IPv6, s’il en a une")),
            NIGHT,
            SENT_AT_NIGHT,
        ),
        Host(
            "sftp",
            "un hébergeur qui ne prend que des fichiers (SFTP)",
            (
                "Le dossier du site est celui que l’hébergeur montre, comme /site/www. Votre compte doit pouvoir "
                "écrire juste au-dessus, ici dans /site : l’ancien site et le nouveau y échangent leurs noms.",
            ),
            (dns(name, "CNAME", "le nom que l’hébergeur donne"),),
            NIGHT,
            SENT_AT_NIGHT,
        ),
        Host(
            "dossier",
            "un dossier que l’hébergeur prend",
            ("L’hébergeur prend le dossier « public » de cet ordinateur.",),
            (dns(name, "CNAME", "le nom que l’hébergeur donne"),),
            NIGHT,
            SENT_AT_NIGHT,
        ),
    )
