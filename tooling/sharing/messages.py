"""Turns the English messages of git and ssh into French ones with a remedy; unknown messages only go to the log."""

import re
from enum import Enum, auto
from typing import Final


class Trouble(Enum):
    """The kinds of failures, by what the program can do about them."""

    OFFLINE = auto()
    """The remote cannot be reached: send later."""
    LOST = auto()
    """The connection broke: try once more."""
    RACE = auto()
    """Somebody else sent in between: receive, then try again."""
    PROTECTED = auto()
    """The branch accepts no direct push: push a proposal."""
    OTHER = auto()


NO_NET: Final = (
    "Pas de connexion avec {host}. Votre travail est enregistré sur cet ordinateur ; il partira la prochaine fois."
)
KEY: Final = (
    "{host} ne reconnaît pas cet ordinateur : sa clé manque, ou n’est pas celle de votre compte → "
    "le guide, « Votre clé », dit où la donner."
)
_MESSAGES: Final = (
    # a regular expression for the English message, the kind of trouble, the French sentence
    (
        r"REMOTE HOST IDENTIFICATION HAS CHANGED|host key .* has changed",
        Trouble.OTHER,
        "La carte d’identité de {host} a changé depuis la dernière fois. Soit le serveur a été refait, soit quelqu’un "
        "se fait passer pour lui : rien n’a été envoyé → demandez à l’hébergeur si sa clé a changé. Si oui, oubliez "
        "l’ancienne : ssh-keygen -R {host}",
    ),
    (
        r"Host key verification failed|No .* host key is known|authenticity of host",
        Trouble.OTHER,
        "Cet ordinateur n’a jamais parlé à {host} : il ne sait pas si c’est bien lui → lancez une fois « ssh -T "
        "{address} », comparez l’empreinte avec celle que l’hébergeur publie, répondez « yes », puis recommencez.",
    ),
    (
        r"Permission denied \(|Load key|no mutual signature|Too many authentication failures",
        Trouble.OTHER,
        KEY,
    ),
    (
        r"could not read (Username|Password)|Authentication failed|Invalid username or (password|token)"
        r"|HTTP Basic: Access denied|error: 401|terminal prompts disabled",
        Trouble.OTHER,
        "{host} demande qui vous êtes, et votre mot de passe n’est pas retenu sur cet ordinateur → "
        "le guide, « Votre clé ».",
    ),
    (
        r"GH006|GH013|protected branch|[Pp]rotected [Bb]ranch|not allowed to push code to protected",
        Trouble.PROTECTED,
        "La branche principale ne se change que par une proposition.",
    ),
    (
        r"GH007|publish a private email",
        Trouble.OTHER,
        "GitHub ne veut pas montrer votre adresse e-mail privée → donnez l’adresse « …@users.noreply.github.com » de "
        "vos réglages GitHub : envoyer --courriel ADRESSE",
    ),
    (
        r"GH001|[Ll]arge files detected|exceeds .*file size limit|file too large",
        Trouble.OTHER,
        "Un fichier est trop lourd pour {host} → retirez-le ou réduisez-le, puis recommencez.",
    ),
    (
        r"denied to |error: 403|not allowed to (push|upload)|insufficient permission|read-only|archived",
        Trouble.OTHER,
        "Votre compte n’a pas le droit d’envoyer à {host} → demandez ce droit à la personne qui gère le dépôt.",
    ),
    (
        r"[Rr]epository .*not found|does not appear to be a git repository|not found: did you run|error: 404",
        Trouble.OTHER,
        "Il n’y a rien à l’adresse {url}, ou votre compte n’a pas le droit de le voir → vérifiez cette adresse.",
    ),
    (
        r"pre-receive hook declined|hook declined|TF402455",
        Trouble.PROTECTED,
        "{host} refuse ce qui est envoyé directement.",
    ),
    (
        r"certificate|SSL|TLS",
        Trouble.OTHER,
        "La connexion avec {host} n’est pas sûre : le certificat ne convient pas → vérifiez l’heure de cet ordinateur, "
        "et que vous n’êtes pas sur un Wi-Fi qui demande une inscription.",
    ),
    (
        r"Could not resolve|[Tt]emporary failure in name|Network is unreachable|No route to host|Connection timed out"
        r"|Failed to connect|Couldn.t connect|Connection refused|Operation timed out|unable to look up",
        Trouble.OFFLINE,
        NO_NET,
    ),
    (
        r"\[rejected\]|fetch first|non-fast-forward|cannot lock ref|failed to update ref|incorrect old value|stale info"
        r"|failed to lock|reference already exists",
        Trouble.RACE,
        "Quelqu’un d’autre envoie sans cesse au même moment → recommencez dans quelques minutes.",
    ),
    (
        r"hung up|early EOF|Connection (reset|closed)|closed by remote|Broken pipe|unexpected disconnect|RPC failed"
        r"|unexpected eof|remote error|index-pack failed|unpack failed|the remote end",
        Trouble.LOST,
        "La connexion avec {host} a été coupée. Votre travail est enregistré sur cet ordinateur → recommencez.",
    ),
    (r"No space left|[Dd]isk quota", Trouble.OTHER, "Le disque est plein → libérez de la place, puis recommencez."),
    (
        r"\.lock': File exists",
        Trouble.OTHER,
        "Un autre programme se sert de ce dossier en ce moment → fermez-le, ou attendez une minute, puis recommencez.",
    ),
    (
        r"dubious ownership",
        Trouble.OTHER,
        "Ce dossier appartient à un autre utilisateur de cet ordinateur → ouvrez la session de cette personne, ou "
        "copiez le dossier dans la vôtre.",
    ),
    (
        r"Permission denied|could not write|unable to (create|write)|[Rr]ead-only file system",
        Trouble.OTHER,
        "Un fichier de ce dossier ne peut pas être écrit → vérifiez ses droits, et qu’il n’est pas ouvert ailleurs.",
    ),
    (
        r"corrupt|bad object|missing (blob|tree|object)|unable to stream|is empty|bad config|not a valid object|broken",
        Trouble.OTHER,
        "La mémoire de git est abîmée dans ce dossier. Vos fichiers sont là → copiez le dossier content ailleurs, et "
        "prévenez la personne qui développe le site.",
    ),
)
UNKNOWN: Final = (
    "git a refusé, pour une raison que ce programme ne connaît pas. Rien n’est perdu sur cet ordinateur → recommencez "
    "; si ce message revient, transmettez le fichier {log} à la personne qui développe le site."
)


def explained(said: str) -> tuple[Trouble, str]:
    """The kind of trouble and the French sentence for a message of git.

    The sentence may hold ``{host}``, ``{url}``, ``{address}`` and ``{log}``.
    """
    for pattern, trouble, french in _MESSAGES:
        if re.search(pattern, said):
            return trouble, french
    return Trouble.OTHER, UNKNOWN
