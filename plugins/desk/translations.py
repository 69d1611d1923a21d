"""The command ``translations``: updates the files of translations, prints a review sheet, takes returned words back."""

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel import localedata

from plugins.base.cache import write_whole
from plugins.base.mistakes import ContentMistakes, Mistake, Unreadable, did_you_mean, not_opened, one_of, visible
from plugins.base.typography import counted
from plugins.desk.extraction import french_messages
from plugins.desk.review_sheet import sheet
from plugins.languages.catalogue import CATALOGUE, read_catalogue, read_po_file
from plugins.languages.checks import doubtful, faults, wrong
from plugins.languages.messages import FUZZY, Message
from plugins.languages.po import PoFile, parse_po, po_text
from plugins.languages.update import State, name_in_french, state_of, updated
from plugins.model.site import Site
from plugins.source.loading import load

SHOWN: Final = 5
"""The number of texts shown of each kind."""
LONGEST: Final = 70
"""The number of characters shown of a text."""


@dataclass(frozen=True)
class Request:
    """What is asked for besides the update: the review sheet of a language, or a returned file and its reviewer."""

    sheet: str = ""
    file: str = ""
    reviewer: str = ""
    not_approved: str = ""
    """The marks, on the sheet, of the texts that the reviewer did not approve."""
    languages: tuple[str, ...] = ()
    """The languages that the site is to have: one without a file gets a file without words."""

    def left_out_of(self, messages: Iterable[Message]) -> set[str]:
        """The marks of the messages that the reviewer did not approve. Raises Unreadable for an unknown mark."""
        marks = set(self.not_approved.replace(",", " ").split())
        if unknown := sorted(marks - {message.mark for message in messages}):
            raise Unreadable(
                1, f"--sauf : {one_of(unknown)} n’est pas dans ce fichier → recopiez le code de la feuille"
            )
        return marks


def main(content: Path, theme: Path, today: date, asked: Request, command: str = "python3 tasks.py") -> int:
    """Do what is asked; return the exit code, 1 if something is wrong, in which case nothing was written."""
    try:
        site = load(content, today)
        files = dict(up_to_date(site, content, theme, asked.languages))
        if asked.file:
            return _take_back(Path(asked.file), files, theme, today, asked)
        if asked.sheet:
            return _print_sheet(asked.sheet, files, today, command)
    except ContentMistakes as mistakes:
        print(mistakes.report(), file=sys.stderr)
        return 1
    changed = [code for code, file in files.items() if _write(theme, code, file)]
    for code, file in files.items():
        print("\n".join(map(visible, _told(state_of(code, file.messages, _path(theme, code).as_posix())))))
        _print_faults(file.messages, code, _path(theme, code))
    names = ", ".join(_path(theme, code).as_posix() for code in changed)
    print(f"Mis à jour : {names}." if changed else "Les fichiers de traduction étaient à jour.")
    return 0


def languages_of(theme: Path) -> list[str]:
    """The languages that have a file of translations."""
    return sorted(file.parent.name for file in (theme / "translations").glob(f"*/{CATALOGUE}"))


def up_to_date(site: Site, content: Path, theme: Path, also: Iterable[str] = ()) -> Iterator[tuple[str, PoFile]]:
    """Each language that has a file, and those of ``also``, with its file brought up to the French of today.

    Each message has its line in the file as it is written. Raises ContentMistakes for a code of no language, and for a
    file that cannot be used.
    """
    codes = sorted({*languages_of(theme), *also})
    for code, file in _updated(theme, codes, french_messages(site, content, theme) if codes else ()):
        yield code, parse_po(po_text(file))


def _updated(theme: Path, codes: Iterable[str], messages: Sequence[Message]) -> Iterator[tuple[str, PoFile]]:
    """Each of the languages with its file brought up to these French ``messages``. Raises ContentMistakes."""
    if unknown := [code for code in codes if not localedata.exists(code)]:
        said = "n’est le code d’aucune langue → corrigez-le : « pl » pour le polonais"
        raise ContentMistakes([Mistake("identity.toml", 1, f"« {code} » {said}") for code in unknown])
    for code in codes:
        yield code, updated(read_catalogue(_path(theme, code), code), messages)


def states(site: Site, content: Path, theme: Path) -> tuple[State, ...]:
    """The progress of each language. Raises ContentMistakes."""
    texts = tuple((code, _path(theme, code).read_bytes()) for code in languages_of(theme))
    return _states(theme, tuple(french_messages(site, content, theme)), texts) if texts else ()


@lru_cache(maxsize=2)  # the desk asks at each visit
def _states(theme: Path, messages: tuple[Message, ...], texts: tuple[tuple[str, bytes], ...]) -> tuple[State, ...]:
    """The progress of each language, for these ``messages`` in French and the ``texts`` of the files."""
    files = _updated(theme, [code for code, _ in texts], messages)
    return tuple(state_of(code, file.messages, _path(theme, code).as_posix()) for code, file in files)


def _path(theme: Path, code: str) -> Path:
    return theme / "translations" / code / CATALOGUE


def _write(theme: Path, code: str, file: PoFile) -> bool:
    """Write a file if it differs; return whether it did."""
    path, data = _path(theme, code), po_text(file).encode()
    if path.is_file() and path.read_bytes() == data:
        return False
    write_whole(path, data)
    return True


def _told(state: State) -> Iterator[str]:
    """The line of a language, and the first texts to translate or to update."""
    yield str(state)
    for messages, what in ((state.missing, "sans traduction"), (state.outdated, "à revoir")):
        for message in messages[:SHOWN]:
            yield f"  {state.path}:{message.line}: {what} : « {shortened(message.french[-1])} »"
        if (rest := len(messages) - SHOWN) > 0:
            yield f"  … et {counted(rest, 'autre')}"


def shortened(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"


def _print_faults(messages: Iterable[Message], code: str, path: Path) -> None:
    for message in messages:
        for fault in faults(message, code):
            print(visible(f"  {path.as_posix()}:{message.line}: « {shortened(message.french[-1])} » : {fault}"))


def _print_sheet(code: str, files: dict[str, PoFile], today: date, command: str) -> int:
    """Write the review sheet of a language; return the exit code."""
    if code not in files:
        print(_unknown(code, files), file=sys.stderr)
        return 1
    todo = [message for message in files[code].messages if message.has_words and not message.is_reviewed]
    if not todo:
        print(f"Rien à relire en {name_in_french(code)}.")
        return 0
    path = Path(f"relecture-{code}.html")
    write_whole(path, sheet(todo, code, today, command).encode())
    print(f"{counted(len(todo), 'texte')} à relire : ouvrez {path} dans un navigateur, et imprimez.")
    return 0


def _unknown(code: str, known: Collection[str]) -> str:
    hint = did_you_mean(code, known) or f" → langues possibles : {', '.join(known) or 'aucune'}"
    return f"« {code} » : il n’y a pas de traduction de ce nom{hint}"


def _take_back(path: Path, files: dict[str, PoFile], theme: Path, today: date, asked: Request) -> int:
    """Take the words of a file that a translator or a reviewer returned: all of them, or none."""
    try:
        code, theirs = _sent_back(path, files)
        left_out = asked.left_out_of(theirs)
    except OSError as error:
        print(visible(f"{path.as_posix()} : {not_opened(error)}"), file=sys.stderr)
        return 1
    except Unreadable as mistake:
        print(Mistake(path.as_posix(), mistake.line, mistake.message), file=sys.stderr)
        return 1
    returned = {message.key: message for message in theirs if message.has_words}
    pairs = [(ours, _with_words_of(returned.get(ours.key), ours)) for ours in files[code].messages]
    changed = [(ours, new) for ours, new in pairs if new.words != ours.words]
    if refused := [
        Mistake(path.as_posix(), returned[new.key].line, f"« {shortened(new.french[-1])} » : {fault}")
        for _, new in changed
        for fault in wrong(new, code)
    ]:
        print(f"{ContentMistakes(refused)}\nRien n’a été repris.", file=sys.stderr)
        return 1
    _print_changes(changed, code)
    known = {ours.key for ours, _ in pairs}
    for message in returned.values():
        if message.key not in known:
            print(visible(f"« {shortened(message.french[-1])} » n’est plus dans le site : traduction non reprise."))
    messages = [new for _, new in pairs]
    if reader := " ".join(asked.reviewer.split()):
        approved = {
            new.key
            for new in messages
            if new.key in returned and FUZZY not in returned[new.key].flags and new.mark not in left_out
        }
        messages = [new.reviewed(reader, today.isoformat()) if new.key in approved else new for new in messages]
        print(f"{counted(len(approved), 'texte')} relu{'s' * (len(approved) > 1)} par {reader}.")
    _write(theme, code, replace(files[code], messages=tuple(messages)))
    print(state_of(code, messages))
    return 0


def _sent_back(path: Path, known: Collection[str]) -> tuple[str, tuple[Message, ...]]:
    """The language of a returned file, and its messages. Raises Unreadable, OSError."""
    file = read_po_file(path)
    code = dict(file.header).get("Language", "").replace("-", "_").partition("_")[0]
    if code not in known:
        raise Unreadable(1, _unknown(code, known))
    return code, file.messages


def _print_changes(changed: Iterable[tuple[Message, Message]], code: str) -> None:
    """Print each changed translation, with its probable faults."""
    for ours, new in changed:
        before = f"« {shortened(ours.words[0])} » → " if ours.has_words else ""
        print(visible(f"« {shortened(new.french[-1])} » : {before}« {shortened(new.words[0])} »"))
        for fault in doubtful(new, code):
            print(visible(f"  à vérifier : {fault}"))


def _with_words_of(theirs: Message | None, ours: Message) -> Message:
    """Our message with the words returned for it, unless they are marked as not ready."""
    if theirs is None or FUZZY in theirs.flags:
        return ours
    flags = tuple(flag for flag in ours.flags if flag != FUZZY)
    return replace(ours, words=theirs.words, comments=theirs.comments, flags=flags, before=()).tidied()
