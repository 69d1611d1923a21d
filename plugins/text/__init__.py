"""Text, dates, mistakes, the identity and the cache; every other room may import them."""
