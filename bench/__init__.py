"""A benchmark: the same texts, built by this project and by other static site generators (docs/performance.md)."""
