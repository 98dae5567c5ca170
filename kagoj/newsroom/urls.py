"""Addresses of what the newsroom does its own way; they are found before Wagtail's."""

from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from . import (
    choosing,
    days,
    mending,
    pasting,
    proofing_views,
    pulse,
    readership,
    stories,
    theme_files,
    topic_picker,
)

urlpatterns = [
    path("awake/", never_cache(pulse.awake), name="newsroom_awake"),
    path("days/", never_cache(require_admin_access(days.told)), name="newsroom_days"),
    path(
        "readership/",
        never_cache(require_admin_access(readership.index)),
        name="newsroom_readership",
    ),
    path(
        "readership/now/",
        never_cache(require_admin_access(readership.live)),
        name="newsroom_readership_now",
    ),
    path(
        "readership/<int:number>/",
        never_cache(require_admin_access(readership.story)),
        name="newsroom_story_readership",
    ),
    path("stories/", never_cache(require_admin_access(stories.index)), name="newsroom_stories"),
    path("stories/new/", never_cache(require_admin_access(stories.new)), name="newsroom_new_story"),
    path("stories/suggest/", require_admin_access(stories.suggest), name="newsroom_suggest"),
    path("pages/search/", never_cache(require_admin_access(stories.search))),
    path(
        "topics/find/", never_cache(require_admin_access(topic_picker.find)), name="newsroom_topics"
    ),
    path("mending/told/", require_admin_access(mending.told), name="newsroom_mending"),
    path("mending/keep/", require_admin_access(mending.keep), name="newsroom_keep_as_typed"),
    path("pasting/convert/", require_admin_access(pasting.convert), name="newsroom_paste_convert"),
    path("pasting/keep/", require_admin_access(pasting.keep), name="newsroom_paste_keep"),
    path("proofing/check/", proofing_views.check, name="newsroom_proof"),
    path(
        "proofing/words/", require_admin_access(proofing_views.add_word), name="newsroom_add_word"
    ),
    path(
        "house-style/",
        never_cache(require_admin_access(proofing_views.house_style)),
        name="newsroom_house_style",
    ),
    path("choose-page/", never_cache(require_admin_access(choosing.browse))),
    path("choose-page/<int:parent_page_id>/", never_cache(require_admin_access(choosing.browse))),
    path("choose-page/search/", never_cache(require_admin_access(choosing.search))),
    re_path(r"^static/(?P<path>(?:fonts|icons|js)/.+\.[0-9a-f]{8}\.\w+)$", theme_files.serve),
]
