"""The store of one practice: Django models on SQLite and what implements the storage protocols of the services.

Importing it sets Django up once, unless Django is doing so already (then it is what imports this).
"""

import os

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanbreak.server.settings")
if not (apps.ready or apps.loading):
    django.setup()
