"""The command `import_advisory`: every file by itself, and what is wrong named with file and key."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from events.models import Event

pytestmark = pytest.mark.django_db


def run(*files) -> tuple[str, str, bool]:
    out, err = StringIO(), StringIO()
    try:
        call_command("import_advisory", *map(str, files), stdout=out, stderr=err)
    except CommandError:
        return out.getvalue(), err.getvalue(), False
    return out.getvalue(), err.getvalue(), True


def test_all_six_files_in_one_go(real_advisories):
    out, err, fine = run(*real_advisories)
    assert fine
    assert not err
    assert len(out.splitlines()) == 6
    assert Event.objects.count() == 6


def test_a_bad_file_is_named_with_its_key_and_the_good_one_beside_it_stays(tmp_path, advisory):
    bad, good = tmp_path / "bad.yaml", tmp_path / "good.yaml"
    bad.write_bytes(advisory(("late: flagged", "latest: flagged")))
    good.write_bytes(advisory())

    out, err, fine = run(bad, good)

    assert not fine
    assert f"{bad}: registration.latest: unknown key" in err
    assert f"{good}: spring-meeting-2026" in out
    assert Event.objects.count() == 1


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    _out, err, fine = run(tmp_path / "none.yaml", tmp_path)
    assert not fine
    assert len(err.splitlines()) == 2


def test_importing_twice_is_refused_and_names_the_event(real_advisories):
    run(real_advisories[0])
    _out, err, fine = run(real_advisories[0])
    assert not fine
    assert "source" in err
    assert Event.objects.get().slug in err
