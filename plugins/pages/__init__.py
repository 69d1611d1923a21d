"""Generated pages, which have no content file, and what pages show beside their record."""
