"""Annual requests of the demo: one in force, one in review, one begun."""

from django.contrib.auth import get_user_model

from annual.models import AnnualRequest


def furnish() -> None:
    """Anna is accredited, Bruno waits for an answer, Chloé has a draft; each walked there through the real steps."""
    if AnnualRequest.objects.exists():
        return
    people = {user.username: user for user in get_user_model().objects.filter(is_active=True)}
    anna, bruno, _chloe = (
        AnnualRequest.objects.create(representative=people[name].representative) for name in ("anna", "bruno", "chloe")
    )
    anna.submit(by=people["anna"])
    anna.approve(by=people["officer"])
    bruno.submit(by=people["bruno"])
