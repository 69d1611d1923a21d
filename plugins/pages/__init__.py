"""Pages that no content file writes, and what pages show beside their record."""
