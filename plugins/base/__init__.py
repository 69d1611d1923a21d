"""Text, dates, mistakes, the identity and the caches: every other package may import them, they import none."""
