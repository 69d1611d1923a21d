"""Every page passes the W3C's checker (Nu). Mandatory in CI; elsewhere only where Java and the checker are installed."""

import os

import pytest

from tooling.release import nu_checker


@pytest.mark.skipif(
    not os.environ.get("CI") and not nu_checker.is_installed(),
    reason="Java ou le vérificateur du W3C manque : npm ci --prefix tests/tools",
)
def test_every_page_passes_the_nu_checker(built):
    assert nu_checker.is_installed()
    assert nu_checker.messages(built.folder) == []
