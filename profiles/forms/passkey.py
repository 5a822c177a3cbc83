"""Adding and renaming a passkey, in our words."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _


class PasskeyForm(AddWebAuthnForm):
    """As allauth's."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["passwordless"].label = _("Without the password: the passkey alone lets you in")
        self.fields["passwordless"].help_text = _("The device then asks for your fingerprint, your face or a PIN.")


class PasskeyNameForm(EditWebAuthnForm):
    """As allauth's."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
