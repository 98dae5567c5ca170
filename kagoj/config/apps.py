"""Wagtail's apps as Kagoj sets them up."""

from wagtail.admin.apps import WagtailAdminAppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class NewsroomAdmin(WagtailAdminAppConfig):
    default_auto_field = "django.db.models.AutoField"


class NewsroomUsers(WagtailUsersAppConfig):
    default_auto_field = "django.db.models.AutoField"
    user_viewset = "kagoj.newsroom.people.PeopleViewSet"
