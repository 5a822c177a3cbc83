"""Documents: what people upload, and who may read it."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "accreditation_portal.documents"
    label = "documents"
