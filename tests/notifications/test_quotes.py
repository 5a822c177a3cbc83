"""Where a default letter quotes the procedure it says what the procedure says, in both languages (D35 to D82)."""

import re

import pytest
from django.conf import settings
from django.utils import translation

from accreditation_portal import office
from accreditation_portal.notifications import catalogue, letters

N = "\u00a0"
# What must be said, by the letters that say it, in English and in French; {names} are the office's.
QUOTES = {
    "D35 several weeks": (
        ["annual.received", "annual.corrected", "annual.completed", "annual.reopened", "annual.attestation_received"],
        "may take several weeks",
        "peut prendre plusieurs semaines",
    ),
    "D36 the answer comes by email": (
        [
            "annual.received",
            "annual.corrected",
            "annual.completed",
            "annual.reopened",
            "annual.attestation_received",
            "adhoc.received",
            "adhoc.corrected",
            "adhoc.completed",
            "adhoc.reopened",
        ],
        "answer( comes)? by email",
        "réponse( vous parvient| vient)? par courriel",
    ),
    "D33 where the original goes": (
        ["annual.received", "annual.attestation_not_conforming"],
        "{postal_address}",
        "{postal_address}",
    ),
    "D37 in person at the Pass Office": (
        ["annual.approved"],
        "collect your annual pass in person at the {pass_office}",
        "retirer votre laissez-passer annuel en personne au {pass_office}",
    ),
    "D38 a copy of the confirmation": (
        ["annual.approved"],
        "copy of the confirmation email is a print-out of this message",
        "copie du courriel de confirmation est ce message, imprimé",
    ),
    "D39 the card of a recognised body": (
        ["annual.approved"],
        r"recognised national professional body .*\(government, professional association or union\)",
        r"organisme professionnel national reconnu .*\(autorité publique, association professionnelle ou syndicat\)",
    ),
    "D41 even if already confirmed": (
        ["annual.approved", "annual.revoked", "adhoc.revoked"],
        "reserves the right to (deny accreditation or to )?revoke (accreditation|it) even if already confirmed",
        "(peut être révoquée, même confirmée|Même confirmée, une accréditation peut être révoquée)",
    ),
    "D61 case by case": (
        ["annual.approved", "annual.denied", "annual.revoked", "adhoc.denied", "adhoc.revoked"],
        "considered case by case",
        "examinées au cas par cas",
    ),
    "D62 decisions are final": (
        ["annual.approved", "annual.denied", "annual.revoked", "adhoc.denied", "adhoc.revoked"],
        "the decisions {of_organisation} are final",
        "les décisions {of_organisation} sont définitives",
    ),
    "D65 the press association": (
        ["annual.approved", "annual.denied", "annual.revoked", "adhoc.denied", "adhoc.revoked"],
        "cooperates .*{press_association}, which media representatives can contact .*{press_association_link}",
        "coopère avec l’{press_association}, que les représentants .* peuvent contacter .*{press_association_link}",
    ),
    "D81 D82 responsible for their registrations": (
        ["adhoc.received"],
        "responsible for their registrations; the {office_name} does not verify on their behalf",
        f"responsables de leurs inscriptions{N}; le {{office_name}} ne vérifie pas à leur place",
    ),
    "P9 the same documents": (
        ["adhoc.approved"],
        r"must be the \*\*same\*\* as those in your registration",
        r"doivent être \*\*les mêmes\*\* que dans votre inscription",
    ),
}


@pytest.mark.parametrize("rule", QUOTES)
def test_a_letter_quotes_the_procedure_in_both_languages(rule):
    names, *says = QUOTES[rule]

    for name in names:
        for (language, _name), words in zip(settings.LANGUAGES, says, strict=True):
            text = letters.source_of(catalogue.all_notices()[name], language)
            pattern = re.sub(r"\{([a-z_]+)\}", r"\\{\1\\}", words)
            assert re.search(pattern, text), f"{name}.{language}: {words}"


def test_d33_d65_the_names_are_those_of_the_office_in_either_language():
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            text = letters.compose_from(
                catalogue.all_notices()["annual.approved"],
                "S\n\n{pass_office} {of_organisation} {press_association}\n{postal_address}",
                {},
            ).text
            for said in (office.PASS_OFFICE, office.OF_ORGANISATION, office.PRESS_ASSOCIATION, *office.POSTAL_ADDRESS):
                assert str(said) in text
