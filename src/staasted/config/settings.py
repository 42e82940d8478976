"""Django's settings, derived from the one table in ``environment``. Wiring only."""

import dj_database_url
from csp.constants import NONE, SELF

from staasted.apps.org.keyring import django_secret
from staasted.catalog.language import Language
from staasted.config.environment import PROJECT_ROOT, environment

STAASTED = environment
SECRET_KEY = django_secret(environment.keys)
DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in environment.allowed_hosts.split(",") if host.strip()]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "staasted.apps.audit",
    "staasted.apps.org",
    "staasted.apps.timetable",
    "staasted.apps.outbox",
    "staasted.apps.overview",
    "staasted.apps.citizens",
    "staasted.apps.case_system",
    "staasted.apps.records",
    "staasted.apps.insight",
    "staasted.apps.plans",
    "staasted.apps.profiles",
    "staasted.apps.rights",
    "staasted.apps.situations",
    "staasted.apps.ads",
    "staasted.apps.files",
    "staasted.apps.trials",
    "staasted.apps.offers",
    "staasted.apps.screening",
    "staasted.apps.agreements",
    "staasted.apps.share_exemptions",
    "staasted.apps.booking",
    "staasted.apps.talking",
    "staasted.apps.meetings",
    "staasted.apps.calendars",
    "staasted.apps.cases",
    "staasted.apps.conversations",
    "staasted.apps.invitations",
    "staasted.apps.letters",
    "staasted.apps.granting",
    "staasted.apps.feedback",
    "staasted.apps.ideas",
    "staasted.apps.story",
    "staasted.apps.caseload",
    "staasted.apps.imports",
    "staasted.apps.effort",
    "staasted.apps.net",
    "staasted.apps.retention",
    "staasted.apps.backups",
    "staasted.web.ui",
    "staasted.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "staasted.web.ui.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # below the headers: files bear them too
    "staasted.web.ui.language.LanguageMiddleware",  # above whatever may answer with a page
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "staasted.web.ui.plain.PlainTextMiddleware",
    "staasted.web.login.middleware.ActingMiddleware",
    "staasted.web.login.sitting.SittingMiddleware",
    "staasted.web.login.limits.LimitMiddleware",
]

ROOT_URLCONF = "staasted.config.urls"
WSGI_APPLICATION = "staasted.config.wsgi.application"
AUTH_USER_MODEL = "org.Account"
AUTHENTICATION_BACKENDS = ["staasted.apps.org.backends.ClaimBackend"]
LOGIN_URL = "login"
# allauth does the protocols; accounts, pages and roles are ours (docs/decisions/0017).
ACCOUNT_USER_MODEL_USERNAME_FIELD = ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS, ACCOUNT_SIGNUP_FIELDS = {"email"}, ["email*"]
ACCOUNT_EMAIL_VERIFICATION = SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_ADAPTER = "staasted.integrations.identity_oidc.Accounts"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds; a worker has one thread
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "staasted.apps.org.second_factor.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds a telephone's clock may be off
MFA_WEBAUTHN_USER_VERIFICATION = "required"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_ENGINE = "staasted.apps.org.sessions"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = environment.https
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds: a working day, the most a sitting may last
# Lines of ours, nothing personal: in a cookie, they cost a page no question to the database.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

DATABASES = {
    "default": dj_database_url.parse(
        environment.database_url or f"sqlite:///{environment.data_dir / 'staasted.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at BEGIN: a writer waits its turn instead of
    # dying with "database is locked" half-way (docs/decisions/0003).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        ),
    }
    DATABASES["default"]["TEST"] = {"NAME": str(environment.data_dir / "test.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "staasted.web.ui.jinja.environment",
            "context_processors": ["staasted.web.ui.secret.secret_once"],
        },
    }
]

# Errors go to the server's own output as their kind and places, without what they say.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"places": {"()": "staasted.config.server_log.PlacesOnly"}},
    "handlers": {"output": {"class": "logging.StreamHandler", "formatter": "places"}},
    "loggers": {
        "django.request": {"handlers": ["output"], "level": "ERROR", "propagate": True},
        "staasted": {"handlers": ["output"], "level": "INFO", "propagate": True},
    },
}

LANGUAGE_CODE = "da"
LANGUAGES = [(language.value, language.name) for language in Language]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"

STATIC_URL = "/static/"
STATIC_ROOT = environment.data_dir / "static"
STATICFILES_DIRS = [
    PROJECT_ROOT / "src/staasted/web/static",
    ("dkfds", environment.build_dir / "dkfds"),
]
# A file is counted while it arrives, and dropped past the bound (docs/decisions/0011).
FILE_UPLOAD_HANDLERS = ["staasted.web.administrator.receiving.BoundedUpload"]
DATA_UPLOAD_MAX_NUMBER_FILES = 10
CSRF_FAILURE_VIEW = "staasted.web.ui.failures.form_expired"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = environment.https
# The proxy in front must set this header and take away the one a visitor sends.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.https else None
SECURE_HSTS_SECONDS = 31_536_000 if environment.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.https
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # the picture of a code for the telephone is in the page itself
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
