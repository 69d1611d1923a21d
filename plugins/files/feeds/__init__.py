"""The feeds of the news, the positions and the agenda: Atom (RFC 4287), and RSS 2.0 for the news."""
