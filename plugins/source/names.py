"""Which records there are, for references from one file to another."""

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.model import BY_KIND
from plugins.text.mistakes import did_you_mean
from plugins.text.typography import slugify


@dataclass(frozen=True)
class KnownNames:
    """The slugs of each kind, and whether what they name may be named: what is published must not name a draft."""

    may_be_named: Mapping[str, Mapping[str, bool]]

    def expect(self, kind: str, slug: str) -> None:
        """Raise ValueError, in French, when no record of that kind may be named by that slug."""
        cls, names = BY_KIND[kind], self.may_be_named.get(kind, {})
        if slug not in names:
            hint = did_you_mean(slug, names) or f" → créez {cls.folder}/{slugify(slug) or 'nom'}.md ou corrigez le nom"
            raise ValueError(f"{cls.french} « {slug} » n’existe pas{hint}")
        if not names[slug]:
            how = f"publiez d’abord {cls.folder}/{slug}.md"
            raise ValueError(f"{cls.french} « {slug} » n’est pas encore en ligne → {how}")
