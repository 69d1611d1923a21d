"""The code behind ``tasks.py``: the .venv, the build, the preview, the sharing of work, the publication."""
