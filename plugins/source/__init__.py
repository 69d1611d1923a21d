"""From content files to the typed site: front matter, Markdown, links, validation."""
