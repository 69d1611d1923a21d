"""The permanences: one line in the words on the door becomes a rule, and the rule dates, sentences and calendars.

grammar (sentence → rule) · wording (rule → sentence) · occurrences (rule → days) · schedule (days held and struck out)
· mistakes, conflicts (what cannot be true) · rrule, opening_hours (other people's notations) · holiday_calendars.
Nothing here knows Pelican, the disk or today's date.
"""
