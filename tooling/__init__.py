"""What tasks.py runs: the tools' own environment, the build, the preview, the publication."""
