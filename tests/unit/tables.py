"""Tables of cases that take microseconds, each table in one test: pytest needs longer for a test than they do."""

import functools
import inspect

import pytest


def each_row(names, rows):
    """Call a test for every row, as ``pytest.mark.parametrize`` does, and tell every row that fails."""
    names = (names,) if isinstance(names, str) else names
    rows = tuple(rows)
    assert rows, "an empty table would test nothing"

    def joined(test):
        @functools.wraps(test)
        def every_row(**fixtures):
            failures = []
            for row in rows:
                values = dict(zip(names, (row,) if len(names) == 1 else row, strict=True))
                try:
                    test(**values, **fixtures)
                except (Exception, pytest.fail.Exception) as failure:
                    failure.add_note(f"in the row {values}")
                    failures.append(failure)
            if failures:
                raise BaseExceptionGroup(f"{len(failures)} of {len(rows)} rows fail", failures)

        taken = inspect.signature(test)
        every_row.__signature__ = taken.replace(
            parameters=[of for name, of in taken.parameters.items() if name not in names]
        )
        return every_row

    return joined
