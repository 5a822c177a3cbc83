"""Reads the environment once. Every setting has a default that serves `make run`; an unsafe value stops the start."""

from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from accreditation_portal import office
from accreditation_portal.documents.clamd import place_of

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()

# --- What an operator sets --------------------------------------------------------------------------------------------

DEVELOPMENT_SECRET = "only-for-development-never-for-people"  # noqa: S105 - refused below

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default=DEVELOPMENT_SECRET)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # earlier ones, whose sessions and links hold
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}").rstrip("/")
DATABASE_URL = env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")
STORAGE_URL = env.str("STORAGE_URL", default=f"file:{VAR_DIR / 'media'}")
EMAIL_URL = env.str("EMAIL_URL", default=f"file:{VAR_DIR / 'mail'}")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=office.CONTACT_EMAIL)
SENDFILE_ROOT = env.str("SENDFILE_ROOT", default="")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0 if DEBUG else 1)  # those in front that add to X-Forwarded-For
STAFF_MFA = env.bool("STAFF_MFA", default=not DEBUG)  # staff come no further than to their second factor without one
CLAMD = env.str("CLAMD", default="")  # the scanner that looks for malware in what people upload; none where it is empty

if TRUSTED_PROXIES < 0:
    raise ImproperlyConfigured("TRUSTED_PROXIES: a number of proxies, 0 where there is none")
if not STORAGE_URL.startswith(("file:", "s3://")):
    raise ImproperlyConfigured("STORAGE_URL: write file:DIR or s3://BUCKET/FOLDER")
if CLAMD:
    try:
        place_of(CLAMD)
    except ValueError as error:
        raise ImproperlyConfigured("CLAMD: write tcp://HOST:PORT or unix:/PATH") from error

EMAIL_PROVIDER = ""  # of anymail; it reports what became of letters, which a mail server does not
unsafe = []
if EMAIL_URL.startswith("anymail+"):
    EMAIL_PROVIDER = EMAIL_URL.removeprefix("anymail+").split(":")[0]
    webhook_secret = env.str("ANYMAIL_WEBHOOK_SECRET", default="")
    if not EMAIL_PROVIDER.isidentifier() or find_spec(f"anymail.backends.{EMAIL_PROVIDER}") is None:
        unsafe.append(f"EMAIL_URL: anymail knows no provider {EMAIL_PROVIDER!r}")
    elif ":" not in webhook_secret or len(webhook_secret) < 20:
        unsafe.append("ANYMAIL_WEBHOOK_SECRET: set a random user:password of 20 characters or more")
if not DEBUG:
    for name, keys in {"SECRET_KEY": [SECRET_KEY], "SECRET_KEY_FALLBACKS": SECRET_KEY_FALLBACKS}.items():
        if any(key == DEVELOPMENT_SECRET or len(key) < 50 or len(set(key)) < 5 for key in keys):
            unsafe.append(f"{name}: set a random one of 50 characters or more")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        unsafe.append("ALLOWED_HOSTS: name the hosts that the portal answers to")
    if EMAIL_URL.startswith(("console:", "file:")):
        unsafe.append("EMAIL_URL: name a mail server, smtp://… or anymail+PROVIDER:")
    if not SITE_URL.startswith("https://") or not environ.urlparse(SITE_URL).hostname:
        unsafe.append("SITE_URL: the address that people type, https://…")
    if SENDFILE_ROOT and not SENDFILE_ROOT.startswith("/"):
        unsafe.append("SENDFILE_ROOT: a place of the web server's own, /protected/")
if unsafe:
    raise ImproperlyConfigured("The portal does not start on: " + "; ".join(unsafe))

# --- Rooms, from the ground up ----------------------------------------------------------------------------------------

ROOMS = ["profiles", "events", "annual", "adhoc"]

INSTALLED_APPS = [
    "accreditation_portal.apps.PressAndMediaAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.forms",  # its templates, of which ours may take the place
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "anymail",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_countries",
    "phonenumber_field",
    "accreditation_portal.limits",
    "accreditation_portal.review",
    "accreditation_portal.notifications",
    "accreditation_portal.documents",
    "accreditation_portal.pages",
    "accreditation_portal.personal_data",
    "accreditation_portal.worker",
    "accreditation_portal.demo",
    "accreditation_portal.mailbox",
    "accreditation_portal.design",
    "accreditation_portal.backup",
    "accreditation_portal.translations",
    *ROOMS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "accreditation_portal.middleware.pages_stand_alone",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",  # before static files: they are sent with the policy too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accreditation_portal.middleware.office_time",
    "accreditation_portal.middleware.account_language",
    "accreditation_portal.middleware.personal_pages_are_not_kept",
    "accreditation_portal.security_log.refusals_are_logged",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accreditation_portal.staff.sessions_are_short",
    "accreditation_portal.staff.SecondFactorFirst",
    "accreditation_portal.unsent.NothingTypedIsLost",
    "accreditation_portal.middleware.UploadsAreLimited",
    "accreditation_portal.middleware.SpeaksAsAsked",
    "accreditation_portal.middleware.OnceMore",
]

ROOT_URLCONF = "accreditation_portal.urls"
WSGI_APPLICATION = "accreditation_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accreditation_portal.pages.views.the_office",
                "accreditation_portal.unsent.made_for",
            ],
            "builtins": [
                "accreditation_portal.dates",  # the filter that writes every date
                "accreditation_portal.same_for_all",  # the block that is drawn once
            ],
        },
    }
]

# --- Data -------------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR_DIR.mkdir(exist_ok=True)
    # Write-ahead log and immediate transactions: without them, writers beside each other meet "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}  # a file: threads do not share one in memory
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits live in the cache, so that all processes share them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},  # by default 300, after which limits that still run are thrown away
    }
}

if STORAGE_URL.startswith("s3://"):
    bucket = environ.urlparse(STORAGE_URL)
    documents_storage = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket.hostname,
            "location": bucket.path.strip("/"),
            "default_acl": "private",
            "file_overwrite": False,
        },
    }
else:
    documents_storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": STORAGE_URL.removeprefix("file:"),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }

STORAGES = {
    "default": documents_storage,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # of the fields beside files
DATA_UPLOAD_MAX_NUMBER_FILES = 12
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # a larger one is written to a temporary file meanwhile
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "accreditation_portal.documents.uploads.TemporaryFiles",
]

# --- People -----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "profiles.User"
AUTHENTICATION_BACKENDS = ["profiles.adapters.PasswordBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "profiles.passwords.BesidesOurNames"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "profiles:profile"
ACCOUNT_ADAPTER = "profiles.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False  # mail scanners open links; a person presses the button
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_USERNAME_BLACKLIST = ["admin", "administrator", "root", "nato", "press", "office", "support"]
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_FORMS = {"login": "profiles.forms.sign_up.LogIn", "signup": "profiles.forms.sign_up.SignUp"}
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # a browser left open must not give the account another address
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # who has confirmed who they are is not asked again for so long
# Shared by all processes, through the cache. A newsroom or a press centre shares one address, so that what is counted
# by address is many times what is counted by account ("user") or by what was typed ("key").
ACCOUNT_RATE_LIMITS = {
    "signup": "20/m/ip,200/h/ip",
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/10m/key,10/d/key",
}
LIMITS = {  # of representatives: the most within a while
    "upload": {"account": (60, timedelta(minutes=10)), "address": (600, timedelta(minutes=5))},
    "registration": {"account": (30, timedelta(hours=1)), "address": (1000, timedelta(hours=1))},
}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES  # rate limits count the person's own address, not the proxy's
MFA_ADAPTER = "profiles.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "profiles.forms.passkey.PasskeyForm",
    "edit_webauthn": "profiles.forms.passkey.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Nobody logs in before the address is confirmed; a change of address waits for its confirmation like everybody's.
MFA_ALLOW_UNVERIFIED_EMAIL = True

# --- Words, places, times ---------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "accreditation_portal.formats"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "UTC"
COUNTRIES_COMMON_NAMES = True
PHONENUMBER_DEFAULT_FORMAT = "INTERNATIONAL"

# --- Pages ------------------------------------------------------------------------------------------------------------

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
FORMS_URLFIELD_ASSUME_HTTPS = True  # what Django 6 does: an address typed without its scheme

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "accreditation_portal.unsent.not_taken"

if not DEBUG:
    SECURE_SSL_REDIRECT = True
    if TRUSTED_PROXIES:  # else anybody could send it
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    MESSAGE_STORAGE = "accreditation_portal.message_cookie.Messages"

# --- Messages ---------------------------------------------------------------------------------------------------------

# Everybody who sends mail, allauth included, queues it in the database; the worker hands it to the transport.
EMAIL_BACKEND = "accreditation_portal.notifications.outbox.OutboxBackend"
EMAIL_TIMEOUT = 20

if EMAIL_PROVIDER:
    # Its keys come from the environment too: ANYMAIL_MAILGUN_API_KEY is Anymail's MAILGUN_API_KEY.
    ANYMAIL = {
        name.removeprefix("ANYMAIL_"): value for name, value in env.ENVIRON.items() if name.startswith("ANYMAIL_")
    }
    EMAIL_TRANSPORT = f"anymail.backends.{EMAIL_PROVIDER}.EmailBackend"
elif EMAIL_URL.startswith("console:"):
    EMAIL_TRANSPORT = "django.core.mail.backends.console.EmailBackend"
elif EMAIL_URL.startswith("file:"):
    EMAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = EMAIL_URL.removeprefix("file:")
elif not EMAIL_URL.startswith(("smtp:", "smtps:", "smtp+tls:", "smtp+ssl:")):
    raise ImproperlyConfigured("EMAIL_URL: write console:, file:DIR, smtp://… or anymail+PROVIDER:")
else:
    smtp = env.email_url_config(EMAIL_URL)
    EMAIL_TRANSPORT = "accreditation_portal.notifications.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = smtp["EMAIL_HOST"], smtp["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = smtp["EMAIL_HOST_USER"], smtp["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = smtp.get("EMAIL_USE_TLS", False), smtp.get("EMAIL_USE_SSL", False)

# --- Log --------------------------------------------------------------------------------------------------------------

# Errors and what was refused, by address; nothing that a person typed, and nobody's name.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "accreditation_portal.log_lines.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": [], "level": "INFO"}},  # not twice, and no mails to administrators
}
