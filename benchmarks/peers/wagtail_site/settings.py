"""Production settings: SQLite in WAL, gzip, cached templates; wagtail-cache where PEER_CACHE is set."""

import os
from pathlib import Path

FOLDER = Path(os.environ["PEER_FOLDER"])
DEBUG = False
SECRET_KEY = "measured, never online"
ALLOWED_HOSTS = ["*"]
WAGTAIL_SITE_NAME = "দৈনিক নমুনা"
WAGTAILADMIN_BASE_URL = "http://localhost"
ROOT_URLCONF = "benchmarks.peers.wagtail_site.urls"
WSGI_APPLICATION = "benchmarks.peers.wagtail_site.wsgi.application"
LANGUAGE_CODE, TIME_ZONE, USE_TZ = "bn", "Asia/Dhaka", True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "benchmarks.peers.wagtail_site.apps.SiteConfig",
    "wagtail.contrib.redirects",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
# Written beside the database, never into the repository.
MIGRATION_MODULES = {"site_of_peer": "peer_migrations"}
MIDDLEWARE = [
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
if os.environ.get("PEER_CACHE"):
    INSTALLED_APPS += ["wagtailcache"]
    MIDDLEWARE = [
        "wagtailcache.cache.UpdateCacheMiddleware",
        *MIDDLEWARE,
        "wagtailcache.cache.FetchFromCacheMiddleware",
    ]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": 3600}}
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": FOLDER / "db.sqlite3",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-64000;",
            "transaction_mode": "IMMEDIATE",
        },
    }
}
STATIC_URL, MEDIA_URL, MEDIA_ROOT = "/static/", "/media/", str(FOLDER / "media")
