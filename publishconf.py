"""The settings of the public site, on top of ``pelicanconf.py``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *  # noqa: F403 - Pelican's settings are the names of a module

SITEURL = IDENTITY.website  # noqa: F405 - one of these names
SERVICE_WORKER = True
