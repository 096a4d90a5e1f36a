"""Settings: every one has a safe default, and can be set from the environment."""

import os
import secrets
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import unquote, urlsplit

from wardline.config import embedded

BASE = Path(__file__).resolve().parent.parent
HOME = embedded.home()
DEBUG = os.environ.get("WARDLINE_DEBUG") == "1"
TESTING = os.environ.get("WARDLINE_TESTING") == "1"


def _secret(name: str) -> str:
    """Read a secret from the environment, else from a file made once, mode 600."""
    if value := os.environ.get(f"WARDLINE_{name.upper()}"):
        return value
    file = HOME / f"{name}.txt"
    if not file.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process was faster
            return file.read_text().strip()
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(48))
    return file.read_text().strip()


SECRET_KEY = _secret("secret_key")
# keys of the personal columns: the first encrypts, all decrypt ("id:secret id:secret")
PERSONAL_KEY = _secret("personal_key")
# keys of QR passes: the first signs, all are believed at the gate (written as above)
GATE_KEY = _secret("gate_key")
ALLOWED_HOSTS = os.environ.get("WARDLINE_HOSTS", "127.0.0.1 localhost [::1]").split()
CSRF_TRUSTED_ORIGINS = os.environ.get("WARDLINE_ORIGINS", "").split()
INSECURE_LOCAL = set(ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"}

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "wardline.base.ui",
    "wardline.base.places",
    "wardline.base.accounts",
    "wardline.base.ledger",
    "wardline.base.notices",
    "wardline.core.guidance",
    "wardline.core.roster",
    "wardline.core.correction",
    "wardline.work.directives",
    "wardline.work.gate",
    "wardline.work.surveillance",
    "wardline.work.inspection",
    "wardline.work.safetynet",
    "wardline.work.offices",
    "wardline.front.desk",
    "wardline.front.bulletins",
    "wardline.front.duty",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wardline.base.ui.policy.Policy",
    "wardline.base.ui.outbox.Outbox",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wardline.base.accounts.middleware.Tongue",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "wardline.base.accounts.middleware.Acting",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "wardline.config.urls"
WSGI_APPLICATION = "wardline.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wardline.base.accounts.context.acting",
                "wardline.base.notices.context.inbox",
            ],
        },
    }
]


def _from_url(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or 5432),
    }


def _embedded(role: str) -> dict[str, object]:
    host, port = os.environ.get("WARDLINE_PGHOST"), os.environ.get("WARDLINE_PGPORT")
    if not host or not port:
        host, port = embedded.address(HOME / "postgres")
    return {"NAME": embedded.database(), "USER": role, "HOST": host, "PORT": port}


EMBEDDED = "DATABASE_URL" not in os.environ
_common = {
    "ENGINE": "wardline.base.places.postgres",
    "CONN_MAX_AGE": None,
    "CONN_HEALTH_CHECKS": True,
}
DATABASES = {
    # the web: owns nothing, sees what row-level security lets it see; what it asks
    # again and again is prepared
    "default": _common
    | {"OPTIONS": {"server_side_binding": True, "prepare_threshold": 5}}
    | (_embedded(embedded.WEB) if EMBEDDED else _from_url(os.environ["DATABASE_URL"])),
    # migrations and walls only
    "owner": _common
    | {"CONN_MAX_AGE": 0}
    | (
        _embedded(embedded.OWNER)
        if EMBEDDED
        else _from_url(os.environ.get("DATABASE_OWNER_URL", os.environ["DATABASE_URL"]))
    ),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "wardline.base.accounts.sessions.Known",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
)
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
# user name and address together: a stranger cannot lock out a whole home
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "wardline.base.accounts.views.locked_out"
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True

SESSION_ENGINE = "wardline.base.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600  # a shift
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = not INSECURE_LOCAL
CSRF_COOKIE_SECURE = not INSECURE_LOCAL
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if INSECURE_LOCAL else 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "connect-src": ["'self'"],
    "font-src": ["'self'"],
    "manifest-src": ["'self'"],
    "worker-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
# where people open it: links in messages that leave the house begin with this
BASE_URL = os.environ.get("WARDLINE_BASE_URL", "").rstrip("/")
# networks of one's own to which messages may go ("10.1.0.0/16 10.2.3.4")
NOTICES_NETWORKS = os.environ.get("WARDLINE_NOTICES_NETWORKS", "")
for _each in NOTICES_NETWORKS.split():
    ip_network(_each, strict=False)  # a slip is said at the start

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LANGUAGE_CODE = "en"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
# the words of figures: a folder of front that is no app
LOCALE_PATHS = [BASE / "front/figures/locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # the authority's own zone is activated for each request

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("WARDLINE_STATIC", HOME / "static"))
WHITENOISE_USE_FINDERS = DEBUG or TESTING
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS = ["axes.W003"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "stderr": {"class": "logging.StreamHandler"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # what it would log names addresses with their secrets: it is heard by the one who
    # sends, and goes nowhere else
    "loggers": {"apprise": {"handlers": ["nowhere"], "level": 1, "propagate": False}},
}
