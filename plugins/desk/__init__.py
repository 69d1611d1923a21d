"""The commands of the officer, one module for each with its French words, and the forms of the preview."""
