"""Brings texts in from elsewhere: from the export of a WordPress site, from a calendar file. Not part of a build.

Its libraries are in a dependency group of their own (``importing`` in pyproject.toml).
"""
