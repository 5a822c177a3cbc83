"""The columns of a table of annual requests."""

from accreditation_portal.review.exports import Column, chosen_of, columns_of_case
from annual.models import AnnualRequest
from profiles.exports import columns_of_person


def columns() -> list[Column]:
    """The case with its validity, then the person and the card that the request rests on."""
    field = AnnualRequest._meta.get_field
    return [
        *columns_of_case(AnnualRequest),
        Column("path", field("path").verbose_name, "path", chosen_of(AnnualRequest.Path.choices)),
        Column("valid_from", field("valid_from").verbose_name, "valid_from"),
        Column("valid_until", field("valid_until").verbose_name, "valid_until"),
        *columns_of_person(),
        Column("issuing_body", field("press_card").related_model._meta.get_field("issuing_body").verbose_name,
               "press_card__issuing_body__name", is_usual=False),
        Column("card_until", field("press_card").verbose_name, "press_card__valid_until", is_usual=False),
    ]  # fmt: skip
