"""Settings for the tests: as in production, but on a test database and with a fast hasher."""

import os

os.environ.setdefault("BAKEN_MODE", "test")
os.environ.setdefault("BAKEN_DATABASE_ROLE", "owner")

from .settings import *  # noqa: F403
from .settings import DATABASES, STORAGES

BAKEN_ASSUME_ROLE = "baken_web"
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("BAKEN_TEST_DATABASE", "test_baken")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
