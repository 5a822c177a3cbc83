"""Staff who may only view bodies and organisations open them like officers do, and find nothing to save."""

import re

import pytest
from django.contrib.auth.models import Permission

from profiles.models import IssuingBody
from tests.factories import profiles as cast
from tests.profiles.desk import page_of


@pytest.mark.both_databases
@pytest.mark.parametrize("model", ["mediaorganisation", "issuingbody"])
def test_who_may_only_view_them_reads_them(client, db, model):
    reader = cast.account("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename=f"view_{model}"))
    client.force_login(reader)
    body = model == "issuingbody"
    row = IssuingBody.objects.create(name="Union", country="BE", kind="union") if body else cast.organisation()
    page = client.get(page_of(row)).content.decode()

    assert row.name in page
    assert not re.search(r'field-seen|name="_save"', page)
