"""The newsroom's addresses: Wagtail's admin at the root, its pictures and files beside it."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

urlpatterns = [
    path("documents/", include(document_urls)),
    re_path(r"^media/(?P<path>images/.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    re_path(r"^media/(?P<path>original_images/.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    # What the newsroom does its own way comes before Wagtail's.
    path("", include("kagoj.newsroom.urls")),
    path("", include(admin_urls)),
]

handler400 = "kagoj.newsroom.faults.not_understood"
handler403 = "kagoj.newsroom.faults.not_allowed"
handler404 = "kagoj.newsroom.faults.missing"
handler500 = "kagoj.newsroom.faults.broken"
