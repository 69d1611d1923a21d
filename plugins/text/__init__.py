"""Text, dates, mistakes and the cache: what every other room uses; it uses none of them."""
