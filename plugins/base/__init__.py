"""Text, dates, mistakes, the identity and the cache; every other package may import them."""
