"""The worker: what happens without anybody clicking."""

from django.apps import AppConfig


class WorkerConfig(AppConfig):
    name = "accreditation_portal.worker"
    label = "worker"
