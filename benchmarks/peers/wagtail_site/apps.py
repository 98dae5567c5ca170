from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "benchmarks.peers.wagtail_site"
    label = "site_of_peer"
