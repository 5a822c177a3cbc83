"""A tiny run of the benchmark, so that it cannot rot: every measure is taken, and nothing is judged."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests.benchmarks.measures import MEASURES


@pytest.mark.takes_long
@pytest.mark.django_db  # or the run on PostgreSQL would leave it out
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the benchmark measures on PostgreSQL")
def test_every_measure_is_taken():
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.fail("The run on PostgreSQL names its server in DATABASE_URL.")
    command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks", "200", "--samples=2", "--no-bars"]

    ran = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    assert all(measure.name in ran.stdout for measure in MEASURES)
    assert "PSS" in ran.stdout
