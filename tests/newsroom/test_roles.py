"""Who may do what, told of named people. The source of each right is the paper's own rule, as the
editors' guide gives it (docs/editors/README.md, ‘কে কী করতে পারেন’)."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model

from kagoj.news.models import ArticlePage, Imprint
from kagoj.newsroom import roles
from kagoj.newsroom.models import NewslistEntry
from kagoj.newsroom.reach import reach_of
from kagoj.newsroom.roles import Role

pytestmark = pytest.mark.django_db
PUBLISH = {"action-publish": "action-publish"}
SUBMIT = {"action-submit": "action-submit"}


def who(everybody, address):
    return {name for name, person in everybody.items() if person.may_open(address)}


def test_everybody_with_a_role_gets_in_and_nobody_else(everybody) -> None:
    assert who(everybody, "/") == set(everybody) - {"stranger"}


def test_who_may_begin_a_story_at_which_desk(everybody, paper, new_story) -> None:
    here = {"reporter", "sub-editor", "desk editor", "publisher", "administrator"}
    assert who(everybody, new_story(paper.khela)) == here
    assert who(everybody, new_story(paper.orthoniti)) == {
        "other desk's editor",
        "publisher",
        "administrator",
    }


def test_a_reporter_writes_and_cannot_publish(rahima, paper, story_form, new_story) -> None:
    rahima.sends(new_story(paper.khela), **story_form("মাঠে ফিরল মেয়েদের হাডুডু", **PUBLISH))
    story = ArticlePage.objects.get(title="মাঠে ফিরল মেয়েদের হাডুডু")
    assert not story.live
    assert story.owner == rahima.user
    edit = f"/pages/{story.pk}/edit/"
    rahima.sends(edit, **story_form("মাঠে ফিরল হাডুডু", **PUBLISH))
    story.refresh_from_db()
    assert not story.live
    assert story.draft_title == "মাঠে ফিরল হাডুডু"


def test_a_reporter_opens_only_their_own_stories(rahima, paper) -> None:
    story = paper.write("অন্যের লেখা খবর")
    assert not rahima.may_open(f"/pages/{story.pk}/edit/")


def test_a_sub_editor_edits_everybodys_and_does_not_publish(suman, paper, story_form) -> None:
    story = paper.write("অন্যের লেখা খবর")
    suman.sends(f"/pages/{story.pk}/edit/", **story_form("মাজাঘষা করা খবর", **PUBLISH))
    story = paper.again(story)
    assert story.draft_title == "মাজাঘষা করা খবর"
    assert not story.live


def test_a_desk_editor_publishes_and_withdraws_at_the_own_desk(
    afroza, hasan, paper, story_form
) -> None:
    story = paper.write("শেষ বাঁশির আগে গোল")
    edit = f"/pages/{story.pk}/edit/"
    hasan.sends(edit, **story_form("শেষ বাঁশির আগে গোল", **PUBLISH))
    assert not paper.again(story).live
    afroza.sends(edit, **story_form("শেষ বাঁশির আগে গোল", **PUBLISH))
    assert paper.again(story).live
    hasan.sends(f"/pages/{story.pk}/unpublish/")
    assert paper.again(story).live
    afroza.sends(f"/pages/{story.pk}/unpublish/")
    assert not paper.again(story).live


def sent_for_approval(rahima, paper, story_form, new_story):
    rahima.sends(new_story(paper.khela), **story_form("রাতের মাঠে আলো", **SUBMIT))
    story = ArticlePage.objects.get(title="রাতের মাঠে আলো")
    assert NewslistEntry.objects.get(number=story.number).state == NewslistEntry.State.WAITING
    return story, story.current_workflow_state.current_task_state.pk


def test_the_desks_editor_approves_and_no_other(
    rahima, suman, afroza, hasan, paper, story_form, new_story
) -> None:
    story, task = sent_for_approval(rahima, paper, story_form, new_story)
    approve = f"/pages/workflow/action/{story.pk}/approve/{task}/"
    for person in (rahima, suman, hasan):
        person.sends(approve)
        assert not paper.again(story).live, person.user.first_name
    afroza.sends(approve)
    assert paper.again(story).live
    assert NewslistEntry.objects.get(number=story.number).state == NewslistEntry.State.PUBLISHED


def test_publisher_and_administrator_approve_at_every_desk(
    rahima, nasrin, paper, story_form, new_story
) -> None:
    story, task = sent_for_approval(rahima, paper, story_form, new_story)
    nasrin.sends(f"/pages/workflow/action/{story.pk}/approve/{task}/")
    assert paper.again(story).live


def test_what_is_given_back_is_the_reporters_again(
    rahima, afroza, paper, story_form, new_story
) -> None:
    story, task = sent_for_approval(rahima, paper, story_form, new_story)
    afroza.sends(f"/pages/workflow/action/{story.pk}/reject/{task}/", comment="স্কোর মিলিয়ে নিন")
    assert NewslistEntry.objects.get(number=story.number).state == NewslistEntry.State.RETURNED
    rahima.sends(f"/pages/{story.pk}/edit/", **story_form("রাতের মাঠে নতুন আলো"))
    assert paper.again(story).draft_title == "রাতের মাঠে নতুন আলো"


def test_who_arranges_the_front_page(everybody, paper) -> None:
    assert who(everybody, f"/pages/{paper.home.pk}/edit/") == {"publisher", "administrator"}


@pytest.mark.parametrize("setting", ["imprint", "weather"])
def test_who_changes_imprint_and_weather(everybody, setting) -> None:
    site = Imprint.objects.get().site_id
    address = f"/settings/news/{setting}/{site}/"
    assert who(everybody, address) == {"publisher", "administrator"}


def test_who_keeps_the_registers(everybody) -> None:
    editors = {"desk editor", "other desk's editor", "publisher", "administrator"}
    assert who(everybody, "/snippets/news/author/add/") == editors | {"sub-editor"}
    assert who(everybody, "/snippets/news/topic/add/") == editors | {"sub-editor"}
    assert who(everybody, "/snippets/news/breaking/add/") == editors
    assert who(everybody, "/snippets/news/advertisement/add/") == {"publisher", "administrator"}


def test_everybody_with_a_role_brings_pictures(everybody) -> None:
    assert who(everybody, "/images/add/") == set(everybody) - {"stranger"}


def test_only_the_administrator_keeps_people(everybody) -> None:
    assert who(everybody, "/users/") == {"administrator"}
    assert who(everybody, "/users/new/") == {"administrator"}


def test_an_administrator_cannot_become_the_first_one(proshanto, paper) -> None:
    first = get_user_model().objects.create_superuser("প্রথম", "", "x")
    assert not proshanto.may_open(f"/users/edit/{first.pk}/")
    proshanto.sends(f"/users/edit/{first.pk}/", username="প্রথম", password1="ক", password2="ক")
    first.refresh_from_db()
    assert first.check_password("x")


def test_two_roles_at_two_desks(person, paper) -> None:
    both = person("মিতা সেন", Role.REPORTER, paper.khela)
    both.user.groups.add(roles.group_of(Role.DESK_EDITOR, paper.orthoniti))
    reach = reach_of(get_user_model().objects.get(pk=both.user.pk))
    assert {desk.title for desk in reach.writes} == {"খেলা", "অর্থনীতি"}
    assert reach.publishes == {paper.orthoniti.pk}


def test_a_renamed_desk_keeps_its_people(afroza, paper, story_form) -> None:
    story = paper.write("নাম বদলের আগের খবর")
    desk = paper.again(paper.khela)
    desk.title = "মাঠ"
    desk.save_revision().publish()
    afroza.sends(f"/pages/{story.pk}/edit/", **story_form("নাম বদলের পরের খবর", **PUBLISH))
    assert paper.again(story).live
    assert afroza.user.groups.get().name == "মাঠ: বিভাগীয় সম্পাদক"
