"""A sample of the long proofs, so that they cannot rot: three kills, and the database stopped once."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection


@pytest.mark.takes_long
@pytest.mark.django_db  # or the run on PostgreSQL would leave it out
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the portal of the proof stands on PostgreSQL")
def test_nothing_acknowledged_is_lost():
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "tests.trust.faults",
        "--kills=3",
        "--stops=1",
        "--fulls=0",
        "--people=60",
    ]

    ran = subprocess.run(
        [*command, "--no-wait"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False, timeout=240
    )  # fmt: skip

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Nothing is lost, nothing is there twice." in ran.stdout
