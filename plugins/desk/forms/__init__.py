"""From a record to a form and back to its file: nothing here knows a type or a field by name, nor HTML."""
