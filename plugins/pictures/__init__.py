"""Pictures and documents of the content: what may be published, how a page shows it, the files that are made of it."""
