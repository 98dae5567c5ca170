"""The theme's hashed files, so that a preview in the newsroom looks as readers will see it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve as serve_file


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    answer = serve_file(request, path, document_root=str(settings.PAPER.static))
    answer["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer
