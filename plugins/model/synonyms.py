"""Words that people type in the search, and what they mean: a page of the site, or other words."""

from dataclasses import dataclass

SYNONYMS = "synonymes.txt"


@dataclass(frozen=True)
class Synonyms:
    """Some words or groups of words with what they mean: the ``target`` is the address of a page, or words."""

    line: int
    phrases: tuple[str, ...]
    target: str

    @property
    def leads_to_page(self) -> bool:
        return self.target.startswith("/")
