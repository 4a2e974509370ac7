"""The Django app of the store."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Names the app; its models are in `models`."""

    name = "cleanbreak.server.store"
    label = "store"
