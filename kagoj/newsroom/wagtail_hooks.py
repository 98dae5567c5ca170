"""The only door into Wagtail's admin: what of it is ours, and where that stands. No logic."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from . import (
    actions,
    dashboard,
    desk_explorer,
    form_fields,
    look,
    mending,
    menu,
    pasting,
    people,
    preview,
    proof_screen,
    readership,
    registers,
)

for register in (*registers.ALL, proof_screen.Names):
    register_snippet(register)
for item in menu.items():
    hooks.register("register_admin_menu_item", item)

form_fields.dress()
people.take_bangla_names()
proof_screen.offer()

hooks.register("register_settings_menu_item", menu.page_tree)
hooks.register("construct_main_menu", menu.tidy_main)
hooks.register("construct_settings_menu", menu.tidy_settings)
hooks.register("construct_help_menu", menu.tidy_help)
hooks.register("construct_homepage_panels", dashboard.panels)
hooks.register("register_admin_viewset", desk_explorer.viewset)
hooks.register("insert_global_admin_css", look.styles)
hooks.register("insert_global_admin_js", look.scripts)
hooks.register("insert_global_admin_js", look.keyboards)
hooks.register("insert_global_admin_js", look.days)
hooks.register("insert_editor_js", look.counts)
hooks.register("insert_global_admin_js", mending.scripts)
hooks.register("insert_global_admin_css", pasting.styles)
hooks.register("insert_global_admin_js", pasting.script)
hooks.register("register_log_actions", pasting.register_history)
hooks.register("construct_page_action_menu", actions.in_our_words)
hooks.register("register_page_header_buttons", readership.header_button)
hooks.register("draw_preview", preview.draw)
