"""What stands behind tasks.py: the tools' own environment, the build, the preview."""
