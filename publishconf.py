"""Pelican's settings for the public site: those of ``pelicanconf.py`` with the public address and a service worker."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *  # noqa: F403 - Pelican's settings are the names of a module

SITEURL = IDENTITY.website  # noqa: F405 - a name of pelicanconf
SERVICE_WORKER = True
