"""What is filled in for an annual request: a form a part, and what officers add to a step."""

from annual.forms.attestation import AttestationForm, ReferenceForm, StrikeOutForm
from annual.forms.completion import FORM_OF_PART, CompletionForm
from annual.forms.extension import ExtensionForm
from annual.forms.papers import AttestationCopyForm, DeclarationForm, TrackRecordForm
from annual.forms.path import PathForm
from annual.forms.publication import PublicationForm
from annual.forms.steps import AnnualStepForm
from annual.forms.works import ArticlesForm, PublicationsForm

__all__ = [
    "FORM_OF_PART",
    "AnnualStepForm",
    "ArticlesForm",
    "AttestationCopyForm",
    "AttestationForm",
    "CompletionForm",
    "DeclarationForm",
    "ExtensionForm",
    "PathForm",
    "PublicationForm",
    "PublicationsForm",
    "ReferenceForm",
    "StrikeOutForm",
    "TrackRecordForm",
]
