"""Generated pages, which have no content file, and what the templates of pages show beside their record."""
