"""The synonyms of the search: words that people type, and the page of the site or the other words that they mean."""

from dataclasses import dataclass

SYNONYMS = "synonymes.txt"


@dataclass(frozen=True)
class Synonyms:
    """A line of synonyms: the ``phrases`` that people type, and the ``target``, an address of a page or other words."""

    line: int
    phrases: tuple[str, ...]
    target: str

    @property
    def leads_to_page(self) -> bool:
        return self.target.startswith("/")
