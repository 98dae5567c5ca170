"""Django's settings, made from the paper's own (`kagoj/env.py`)."""

import secrets
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from kagoj import env

PAPER = env.load()


def _secret_key() -> str:
    """The key that signs sessions: made once, kept in the data folder, readable by its owner only."""
    file = PAPER.data / "secret.key"
    try:
        return file.read_text("ascii").strip()
    except FileNotFoundError:
        key = secrets.token_urlsafe(50)
        if env.is_paper(PAPER.folder):  # a tool run elsewhere leaves nothing behind
            PAPER.data.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)
            file.write_text(key, "ascii")
        return key


def _database() -> dict[str, object]:
    if not PAPER.database_url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            # Never made by opening it: a lost file must be missed, not replaced by an empty one.
            "NAME": f"file:{quote(str(PAPER.data / 'newsroom.db'))}?mode=rw",
            "OPTIONS": {
                # Writers queue instead of failing when editor, worker and import meet.
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                # FULL: what was answered as published survives a power cut.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
            },
        }
    url = urlsplit(PAPER.database_url)
    if url.scheme not in {"postgres", "postgresql"}:
        raise env.WrongSetting("DATABASE_URL must begin with postgres://, or be empty for SQLite.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": _host(url.netloc),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _host(place: str) -> str:
    """The host, or the folder of a socket (%2Fvar%2Frun%2Fpostgresql), whose letters keep their case."""
    host, _, port = place.rpartition("@")[2].rpartition(":")
    if port and not port.isdecimal():
        host = f"{host}:{port}" if host else port
    return unquote(host).strip("[]")


def _email() -> dict[str, object]:
    if not PAPER.email_url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    url = urlsplit(PAPER.email_url)
    return {
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or (465 if url.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": url.scheme == "smtp" and bool(url.username),
        "EMAIL_TIMEOUT": 20,
    }


SECRET_KEY = _secret_key()
DEBUG = PAPER.debug
# The newsroom is reached by the name of its address, and from the machine it stands on.
ALLOWED_HOSTS = sorted(
    {urlsplit(PAPER.newsroom_address).hostname or "localhost", "localhost", "127.0.0.1", "[::1]"}
)
CSRF_TRUSTED_ORIGINS = [PAPER.newsroom_address]
if PAPER.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
_secure = PAPER.newsroom_address.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_NAME = "kagoj_session"
CSRF_COOKIE_NAME = "kagoj_csrf"

INSTALLED_APPS = [
    "kagoj.newsroom",  # first: its templates stand before Wagtail's
    "kagoj.config.apps.NewsroomAdmin",
    "kagoj.intake",
    "kagoj.press",
    "kagoj.theme",
    "kagoj.audience",
    "kagoj.news",
    "kagoj.config.apps.NewsroomUsers",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kagoj.newsroom.middleware.Bounded",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kagoj.newsroom.middleware.OneTransaction",
]
X_FRAME_OPTIONS = "SAMEORIGIN"  # the preview beside the editor is a frame
CSRF_FAILURE_VIEW = "kagoj.newsroom.faults.stale_form"

ROOT_URLCONF = "kagoj.config.urls"
WSGI_APPLICATION = "kagoj.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # A paper's own templates are found before the theme's.
        "DIRS": [PAPER.folder / "theme" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "kagoj.newsroom.signing_in.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"

LANGUAGE_CODE = "bn"
LANGUAGES = [("bn", "বাংলা"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent.parent / "newsroom" / "locale"]
FORMAT_MODULE_PATH = ["kagoj.newsroom.formats"]
TIME_ZONE = "Asia/Dhaka"
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # the newsroom's files are served from where pip put them
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 3600
MEDIA_URL = "/media/"
MEDIA_ROOT = PAPER.media
STORAGES = {
    "default": {"BACKEND": "kagoj.news.uploads.Uploads"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long live story has many blocks

DEFAULT_FROM_EMAIL = PAPER.email_from or "newsroom@localhost"
globals().update(_email())

WAGTAIL_SITE_NAME = "কাগজ"
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "kagoj.newsroom.rich_text.RichTextArea"}}
WAGTAILADMIN_BASE_URL = PAPER.newsroom_address
WAGTAILADMIN_USER_LOGIN_FORM = "kagoj.newsroom.signing_in.SignInForm"
WAGTAIL_AUTOSAVE_INTERVAL = 1500  # milliseconds after the last key
WAGTAIL_PASSWORD_RESET_ENABLED = bool(PAPER.email_url)  # a letter nobody sends helps nobody
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_CONTENT_LANGUAGES = [("bn", "বাংলা")]
WAGTAIL_ENABLE_UPDATE_CHECK = False  # the newsroom asks nothing of other hosts
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAILIMAGES_IMAGE_MODEL = "news.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "kagoj.newsroom.picture_form.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_JPEG_QUALITY = 76
WAGTAILIMAGES_WEBP_QUALITY = 74
WAGTAILIMAGES_AVIF_QUALITY = 55
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "txt", "xlsx", "zip"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # embeds are made from the address alone
TAGGIT_CASE_INSENSITIVE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {name} {levelname}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"kagoj": {"level": "INFO"}},
}
