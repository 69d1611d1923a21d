"""The permanences: a sentence such as « 2e jeudi du mois » becomes a rule, and a rule becomes dates and calendars.

grammar (sentence → rule) · wordings (rule → sentence) · occurrences (rule → days) · schedule (days held and struck out)
· mistakes, conflicts (contradictions) · rrule, opening_hours (notations of other programs) · holiday_calendars.
No module here uses Pelican, the disk or the clock.
"""
