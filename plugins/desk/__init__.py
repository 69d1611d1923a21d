"""What the editor runs: one module for each command and its words, and the forms of the preview."""
