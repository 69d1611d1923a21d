"""What partners may reuse: offices, dates of permanences, an export of the Human Services Data Specification, cards."""
