"""From a folder of Markdown files to typed records, or to mistakes told in French. Knows nothing of Pelican."""
