"""What the editor runs: check, new, cancel, move."""
