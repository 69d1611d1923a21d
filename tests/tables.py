"""Tables of cases that take microseconds, each table in one test, since pytest needs longer for a test than a case."""

import functools
import inspect

import pytest


def each_row(names, rows):
    """Call a test with every row, as ``pytest.mark.parametrize`` does, and report every row that fails.

    ``rows`` may be a function that makes them when the test runs, since each process of pytest imports all tests.
    """
    names = (names,) if isinstance(names, str) else names

    def joined(test):
        @functools.wraps(test)
        def every_row(**fixtures):
            table, failures = tuple(rows() if callable(rows) else rows), []
            assert table, "an empty table would test nothing"
            for row in table:
                values = dict(zip(names, (row,) if len(names) == 1 else row, strict=True))
                try:
                    test(**values, **fixtures)
                except (Exception, pytest.fail.Exception) as failure:
                    failure.add_note(f"in the row {values}")
                    failures.append(failure)
            if failures:
                raise BaseExceptionGroup(f"{len(failures)} of {len(table)} rows fail", failures)

        taken = inspect.signature(test)
        every_row.__signature__ = taken.replace(
            parameters=[of for name, of in taken.parameters.items() if name not in names]
        )
        return every_row

    return joined
