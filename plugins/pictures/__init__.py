"""Pictures and documents of the content: which may be published, their HTML, and the files made of pictures."""
