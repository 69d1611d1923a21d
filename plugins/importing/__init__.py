"""What brings texts in from elsewhere: the export of a WordPress site, a calendar. Not part of a build.

Its libraries are in a dependency group of their own (``importing`` in pyproject.toml).
"""
