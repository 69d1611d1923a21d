"""The forms of the desk: from a record to a form and back to its file, without HTML, for any type and field."""
