"""Pages that are not made again: their file is still there, and all that they were made from is the same."""
