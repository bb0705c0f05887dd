"""The one settings file: typed, from the environment only (see ``docs/operations.md``)."""

from pathlib import Path

from csp.constants import NONE, SELF

from . import logs
from .environment import (
    ConfigurationError,
    database_from_url,
    env_choice,
    env_flag,
    env_list,
    env_number,
    env_text,
    mail_from_url,
)

SOURCE = Path(__file__).resolve().parent.parent

# -- Mode ------------------------------------------------------------------------------------
BAKEN_MODE = env_choice("BAKEN_MODE", ("production", "demonstration", "practice", "test"))
"""``demonstration`` has invented people and one-click sign-in; a system check keeps it apart.

``practice`` is the installation beside the real one in which people practise (docs/practice.md).
"""
IS_DEMONSTRATION = BAKEN_MODE == "demonstration"
IS_PRACTICE = BAKEN_MODE == "practice"
DEBUG = False
DATA_FOLDER = Path(env_text("BAKEN_DATA", ".baken")).resolve()
REGIONS_FOLDER = Path(env_text("BAKEN_REGIONS", str(SOURCE.parent.parent / "regions"))).resolve()
REGION = env_text("BAKEN_REGION", "rotterdam")

SECRET_KEY = env_text("BAKEN_SECRET_KEY")
SECRET_KEY_FALLBACKS = env_list("BAKEN_SECRET_KEY_FALLBACKS")
"""Former secret keys, until ``people_reseal`` has run: second steps are sealed under them."""
VAULT_KEYS = env_text("BAKEN_VAULT_KEYS")
"""Key-encryption keys, outside the database: ``id:base64`` pairs, comma-separated, newest first."""
VAULT_SECRETS = env_text("BAKEN_VAULT_SECRETS")
"""Root secrets of blind index and audit chain, same form; keep the old ones: they verify."""

if BAKEN_MODE != "production" and not SECRET_KEY:
    SECRET_KEY = "only-for-demonstration-and-tests-never-for-production"  # noqa: S105
if not SECRET_KEY:
    raise ConfigurationError("BAKEN_SECRET_KEY (or BAKEN_SECRET_KEY_FILE) is missing")

# -- Web -------------------------------------------------------------------------------------
ALLOWED_HOSTS = env_list("BAKEN_HOSTS", "localhost,127.0.0.1,[::1]")
SITE_ADDRESS = env_text("BAKEN_SITE_ADDRESS", f"http://localhost:{env_number('PORT', 8000)}")
OVER_TLS = BAKEN_MODE == "production" or (IS_PRACTICE and SITE_ADDRESS.startswith("https://"))
"""True where browsers reach us by https only; a practice installation may stand on localhost."""
ROOT_URLCONF = "baken.config.urls_practice" if IS_PRACTICE else "baken.config.urls"
CSRF_FAILURE_VIEW = "baken.web.errors.csrf_failure"
WSGI_APPLICATION = "baken.config.wsgi.application"
ASGI_APPLICATION = None

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "procrastinate.contrib.django",
    "baken.config",
    "baken.web",
    "baken.foundation.access",
    "baken.foundation.region",
    "baken.foundation.people",
    "baken.foundation.vault",
    "baken.foundation.audit",
    "baken.foundation.retention",
    "baken.foundation.notices",
    "baken.chain.guidance",
    "baken.chain.concerns",
    "baken.chain.practice",
    "baken.network.letters",
    "baken.network.meetings",
    "baken.network.policy",
    "baken.network.learning",
    "baken.network.lending",
    "baken.network.library",
    "baken.network.onboarding",
    "baken.api",
    # After our own, so that our words win where both have a text for the same.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "baken.config.logs.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "baken.web.caching.NoStoreMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "baken.api.middleware.ApiAnswerMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "baken.foundation.access.middleware.ActorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "baken.web.context.page",
            ],
        },
    }
]
COTTON_DIR = "cotton"

# -- Practising ------------------------------------------------------------------------------
PRACTICE_ADDRESS = env_text("BAKEN_PRACTICE_ADDRESS").rstrip("/")
"""On the real side: where the practice installation is, when it has an address of its own."""
PRACTICE_PORT = env_number("BAKEN_PRACTICE_PORT", 0)
"""On the real side: its port on this same host, as ``baken run`` sets it; 0 without."""
PRACTICE_STATE = env_text("BAKEN_PRACTICE_STATE")
"""On the real side: the file in which ``baken run`` says whether it is up; empty: unknown."""
PRACTICE_SECRET = env_text("BAKEN_PRACTICE_SECRET")
"""Signs the tickets with which people go over; both installations have it, for nothing else."""
if IS_PRACTICE:
    MIDDLEWARE.append("baken.chain.practice.middleware.PracticeMiddleware")
    TEMPLATES[0]["OPTIONS"]["context_processors"].append(  # type: ignore[index]
        "baken.chain.practice.context.practice"
    )
    # The default keeps messages in a cookie that another port of this host would get as well.
    MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# -- Database --------------------------------------------------------------------------------
# The web process signs in as a role that cannot bypass row-level security; migrations and
# loading run as the owner. `baken` starts an embedded server when no address is given.
DATABASE_ROLE = env_choice("BAKEN_DATABASE_ROLE", ("web", "owner"))
WEB_ROLE = env_text("BAKEN_WEB_ROLE", "baken_web")
_url = env_text("DATABASE_OWNER_URL" if DATABASE_ROLE == "owner" else "DATABASE_URL")
DATABASES = {"default": database_from_url(_url or "postgres:///baken")}
DATABASES["default"]["ATOMIC_REQUESTS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
STATEMENT_SECONDS = env_number("BAKEN_STATEMENT_SECONDS", 0)
"""Longest a statement may run; ``baken serve`` and ``run`` set it for the web process only."""
DATABASES["default"]["OPTIONS"] = {
    "application_name": f"baken-{DATABASE_ROLE}",
    "connect_timeout": "10",
    "options": f"-c statement_timeout={STATEMENT_SECONDS}s",
    **DATABASES["default"]["OPTIONS"],  # type: ignore[dict-item]
}
BAKEN_ASSUME_ROLE = ""
"""Role that ``acting_as`` takes on; only the tests, which connect as the owner, set it."""

# -- People ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Account"
# Mail addresses are unique without regard to case, by a constraint of the database.
# A preload list is for the owner of the domain to decide, not for this product.
SILENCED_SYSTEM_CHECKS = ["auth.W004", "security.W021"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Argon2id; NIST SP 800-63B: long rather than complicated, and nothing that others guess.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_django_validators = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "baken.foundation.people.passwords.LengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": f"{_django_validators}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": f"{_django_validators}.CommonPasswordValidator"},
    {"NAME": "baken.foundation.people.passwords.GuessableValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mijn-werk/"
READER_REDIRECT_URL = "/kennisbank/"
"""Where somebody lands who only reads (``people/landing.py``)."""

SESSION_ENGINE = "baken.foundation.people.session_store"
_cookie = "baken-practice" if IS_PRACTICE else "baken"
"""Ports of one host share their cookies, so that practising needs names of its own."""
SESSION_COOKIE_NAME = f"__Host-{_cookie}" if OVER_TLS else f"{_cookie.replace('-', '_')}_session"
SESSION_COOKIE_AGE = 30 * 60
"""Seconds without a request after which a session ends (kept to the minute)."""
SESSION_LIFETIME = 12 * 60 * 60
"""Seconds after signing in after which a session ends, whatever happens."""
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# django-allauth signs in; it invites, registers and mails nothing (``people/adapter.py``).
ACCOUNT_ADAPTER = "baken.foundation.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_FORMS = {
    "login": "baken.foundation.people.forms.entrance.SignInForm",
    "reauthenticate": "baken.foundation.people.forms.entrance.ConfirmPasswordForm",
    "change_password": "baken.foundation.people.forms.entrance.NewPasswordForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/10m/key",
    "reset_password": "30/h/ip,3/h/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env_number("BAKEN_TRUSTED_PROXIES", 0)
MFA_ADAPTER = "baken.foundation.people.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "Baken"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "baken.foundation.people.forms.entrance.SecondStepForm",
    "reauthenticate": "baken.foundation.people.forms.entrance.ConfirmCodeForm",
    "activate_totp": "baken.foundation.people.forms.entrance.ActivateAppForm",
    "add_webauthn": "baken.foundation.people.forms.entrance.AddPasskeyForm",
    "edit_webauthn": "baken.foundation.people.forms.entrance.RenamePasskeyForm",
}
# Counters of attempts, shared by all web processes; keys are digests, so no IP address is kept.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_cache",
        "KEY_FUNCTION": "baken.foundation.people.cache.digested_key",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# -- Language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

# -- Background jobs -------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
"""Each app's tasks live in its ``jobs.py``."""
NOTICES_KEPT_DAYS = env_number("BAKEN_NOTICES_KEPT_DAYS", 90)

# -- Static files ----------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

THEME_FILE = env_text("BAKEN_THEME_FILE")
"""A municipality's own colours (docs/design.md); empty: ``web/tokens.json`` of the region pack."""

# -- Headers ---------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}
# "no-referrer" would make browsers send "Origin: null" with our own forms, which Django's
# protection against forged requests must refuse. Other sites get nothing either way.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
BEHIND_PROXY = env_flag("BAKEN_BEHIND_PROXY")
"""True when a proxy of ours ends TLS and itself sets (or drops) ``X-Forwarded-Proto``."""
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if OVER_TLS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
# With this prefix no other site of the same municipality can set it in our name.
CSRF_COOKIE_NAME = "csrftoken" if not IS_PRACTICE else "baken_practice_form"
if OVER_TLS:
    CSRF_COOKIE_NAME = f"__Host-{_cookie}-form"
CSRF_COOKIE_AGE = None
"""Gone with the browser: a year of "was here" is a trace on a shared machine."""
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OVER_TLS
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
# One file, in memory, and only where a view says that it takes one.
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["baken.web.uploads.LimitedUpload"]

# -- Mail ------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env_text("BAKEN_MAIL_FROM", "baken@localhost")
EMAIL_TIMEOUT = 10
EMAIL_SUBJECT_PREFIX = ""
_mail_server = env_text("BAKEN_MAIL_SERVER")
MAIL_CONFIGURED = bool(_mail_server) or IS_DEMONSTRATION or IS_PRACTICE
"""Without a server the worker leaves the mail queue alone; nothing is lost."""
if IS_PRACTICE:
    # Off for good, whatever the environment says: nobody gets mail about invented people.
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
elif _mail_server:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    globals().update(mail_from_url(_mail_server))
else:
    # Letters somebody waits for (an invitation) lie here instead; in a demonstration all do.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_FOLDER / "mail"

# -- Logs ------------------------------------------------------------------------------------
LOGGING = logs.configure(env_choice("BAKEN_LOG_LEVEL", ("INFO", "WARNING", "ERROR", "DEBUG")))
ADMINS: list[tuple[str, str]] = []
"""Nobody: an error by mail would carry what was on the screen."""
