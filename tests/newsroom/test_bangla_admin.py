"""An editor's way from sign-in to published story, and the rooms beside it: no English is seen.

Screens are fetched as an editor's browser fetches them; what a person would see or hear of the
answer (text, tooltips, labels for screen readers, placeholders) may hold no word in Latin letters
but those that newsrooms write so, and no digit but in figures of machines. English hidden in a code path nobody listed is found when that
screen is added here.
"""

import datetime
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from lxml import html
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from kagoj.news.models import ArticlePage, DeskPage, HomePage

pytestmark = pytest.mark.django_db

PASSWORD = "নদীর-ওপারে-৭৮"

# Names of formats, keys and examples that stay in Latin letters in Bangla newsrooms, and data of these tests.
LATIN = frozenset(
    re.findall(
        r"\S+",
        """
        AVIF GIF JPG JPEG PNG WEBP CSV XLSX HTML URL JSON API
        csv docx ods odt pdf txt xlsx zip
        Ctrl Alt Shift Esc
        http https domain.com blog [my-slug]
        localhost editor@example.com chobi.jpg nothi.pdf English
        """,
    )
)
# Read aloud only, and written into Wagtail's templates where no translation reaches: the name of the
# header's buttons, the button of the home page's search field, a tick's value in the list of users.
UNREACHABLE = {"aria-label: Actions", "Search", "True", "False"}
# A picture's size, an upload's progress, a port.
FIGURES_OF_MACHINES = re.compile(r"\(?\d+x\d+\)?|0%|80")
HEARD = ("title", "alt", "placeholder", "aria-label")
UNSEEN = ("script", "style", "svg", "code", "noscript")


def unseen(element: html.HtmlElement) -> bool:
    return element.tag in UNSEEN or (
        element.tag != "template" and element.get("hidden") is not None
    )


def said(markup: str) -> Iterator[str]:
    """Everything a person sees or hears of a page, piece by piece; attributes with their name."""
    tree = html.fromstring(markup if markup.strip() else "<p></p>")
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if not any(unseen(one) for one in (element, *element.iterancestors())):
            yield element.text or ""
            yield from (f"{name}: {element.get(name)}" for name in HEARD if element.get(name))
            if element.tag == "input" and element.get("type") in {"submit", "button"}:
                yield element.get("value") or ""
        if element.tail and not any(unseen(parent) for parent in element.iterancestors()):
            yield element.tail


def english(markup: str) -> set[str]:
    """What is said in Latin letters or digits and should not be."""
    left = set()
    for piece in said(markup):
        text = " ".join(re.sub(r"<[^<>]*>", " ", piece).split())  # a tooltip's text may hold markup
        words = re.sub(rf"^({'|'.join(HEARD)}): ", "", text)
        for word in sorted(LATIN, key=len, reverse=True):
            words = re.sub(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", "", words)
        known = text in UNREACHABLE or FIGURES_OF_MACHINES.fullmatch(words)
        if re.search(r"[A-Za-z]{2,}|[0-9]", words) and not known:
            left.add(text)
    return left


@dataclass
class Walk:
    """Opens screens one after another and remembers every English word met, by address."""

    client: Client
    met: dict[str, set[str]] = field(default_factory=dict)

    def look(self, address: str, answer) -> None:
        kind = answer.headers.get("Content-Type", "")
        pieces = []
        if "json" in kind:  # a modal window, or the answer to an upload
            told = json.loads(answer.content)
            pieces = [told[k] for k in ("html", "form", "error_message") if told.get(k)]
        elif "html" in kind:
            pieces = [answer.content.decode()]
        for piece in pieces:
            if left := english(piece):
                self.met.setdefault(address, set()).update(left)

    def open(self, *addresses: str, status: int = 200):
        for address in addresses:
            answer = self.client.get(address, follow=True)
            assert answer.status_code == status, address
            self.look(address, answer)
        return answer

    def send(self, address: str, data: dict[str, object] | None = None):
        answer = self.client.post(address, data or {}, follow=True)
        assert answer.status_code < 400, address
        self.look(f"POST {address}", answer)
        return answer


@dataclass
class Paper:
    home: HomePage
    desk: DeskPage
    story: ArticlePage
    picture: object
    document: object
    editor: object


@pytest.fixture
def paper(settings, tmp_path) -> Paper:
    """A paper of one desk and one story with a newer draft, and Wagtail's example data renamed."""
    settings.MEDIA_ROOT = tmp_path
    editor = get_user_model().objects.create_superuser("সম্পাদক", "editor@example.com", PASSWORD)
    root = Page.get_first_root_node()
    root.title = root.draft_title = "গোড়া"
    root.save()
    Page.objects.filter(depth=2).delete()
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(title="ভোরের নদী", slug="home"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    for group, name in zip(Group.objects.order_by("pk"), ("প্রকাশক", "প্রতিবেদক"), strict=True):
        group.name = name
        group.save()
    Collection.objects.filter(depth=1).update(name="গোড়া")
    Workflow.objects.update(name="সম্পাদকীয় অনুমোদন")
    GroupApprovalTask.objects.update(name="বিভাগীয় সম্পাদক")
    for workflow in Workflow.objects.all():
        WorkflowPage.objects.update_or_create(page=home, defaults={"workflow": workflow})
        assert WorkflowTask.objects.filter(workflow=workflow).exists()
    desk = home.add_child(instance=DeskPage(title="জনপদ", slug="jonopod"))
    story = ArticlePage(title="চরের স্কুলে নৌকা", owner=editor, deck="বর্ষায় ভরসা")
    desk.add_child(instance=story)
    story.save_revision(user=editor).publish(user=editor)
    story.title = "চরের স্কুলে নতুন নৌকা"
    story.save_revision(user=editor)
    drawn = io.BytesIO()
    Image.new("RGB", (64, 48), "#246").save(drawn, "JPEG")
    picture = get_image_model().objects.create(
        title="নৌকা", file=ImageFile(drawn, name="chobi.jpg"), uploaded_by_user=editor
    )
    document = get_document_model().objects.create(
        title="তালিকা", file=SimpleUploadedFile("nothi.pdf", b"%PDF-1.4"), uploaded_by_user=editor
    )
    return Paper(home, desk, story, picture, document, editor)


@pytest.fixture
def walk(paper: Paper, client: Client) -> Walk:
    client.force_login(paper.editor)
    return Walk(client)


def blank_form(**filled: object) -> dict[str, object]:
    """An empty story form as a browser would send it."""
    form: dict[str, object] = {
        "title": "",
        "deck": "",
        "body-count": "0",
        "comment_notifications": "",
    }
    for formset in ("bylines", "comments"):
        for total in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS"):
            form[f"{formset}-{total}"] = "0"
        form[f"{formset}-MAX_NUM_FORMS"] = "1000"
    return form | filled


def test_signing_in(paper: Paper, client: Client) -> None:
    walk = Walk(client)
    walk.open("/login/")
    walk.send("/login/", {"username": "", "password": ""})
    walk.send("/login/", {"username": "সম্পাদক", "password": "ভুল"})
    answer = walk.send("/login/", {"username": "সম্পাদক", "password": PASSWORD})
    assert "ড্যাশবোর্ড" in answer.content.decode()
    assert walk.met == {}


def test_a_forgotten_password(paper: Paper, client: Client) -> None:
    walk = Walk(client)
    walk.open("/password_reset/", "/password_reset/confirm/xx/yy-zz/")
    walk.send("/password_reset/", {"email": "editor"})
    walk.send("/password_reset/", {"email": "editor@example.com"})
    [letter] = mail.outbox
    way = re.search(r"/password_reset/confirm/\S+", letter.body)
    assert way
    words = re.sub(r"\S+://\S+", "", f"{letter.subject} {letter.body}")
    assert re.findall(r"[A-Za-z]{2,}", words.replace("localhost", "")) == []
    answer = walk.open(way.group())
    form = answer.redirect_chain[-1][0]
    walk.send(form, {"new_password1": "1234", "new_password2": "1235"})
    walk.send(form, {"new_password1": "1234", "new_password2": "1234"})
    walk.send(form, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert walk.met == {}


def test_home_and_account(walk: Walk) -> None:
    walk.open("/")
    walk.open("/no-such-page/", status=404)
    answer = walk.open("/account/")
    # Names of time zones are names.
    zones = set(re.findall(r"<option[^>]*>\s*([^<]*?)\s*</option>", answer.content.decode()))
    walk.met = {a: left for a in walk.met if (left := walk.met[a] - zones)}
    walk.send("/account/", {"password-old_password": "ভুল", "name_email-email": "editor"})
    walk.met = {a: left for a in walk.met if (left := walk.met[a] - zones)}
    assert walk.met == {}


def test_finding_pages(walk: Walk, paper: Paper) -> None:
    home, desk, story = paper.home, paper.desk, paper.story
    walk.open(
        *("/pages/", f"/pages/{home.pk}/", f"/pages/{desk.pk}/", f"/pages/{desk.pk}/?ordering=ord"),
        f"/pages/{desk.pk}/?q=নৌকা",
        f"/pages/{desk.pk}/?q=পাহাড়",
        f"/pages/{desk.pk}/?latest_revision_created_at_from=2020-01-01&owner={paper.editor.pk}",
        *(
            f"/pages/{desk.pk}/add_subpage/",
            f"/pages/{story.pk}/usage/",
            "/pages/usage/news/articlepage/",
        ),
        *(
            f"/pages/{story.pk}/{way}/"
            for way in ("copy", "move", "delete", "unpublish", "privacy")
        ),
        *(
            f"/bulk/wagtailcore/page/{way}/?id={story.pk}"
            for way in ("delete", "move", "publish", "unpublish")
        ),
    )
    assert walk.met == {}


def test_writing_and_publishing(walk: Walk, paper: Paper) -> None:
    new = f"/pages/add/news/articlepage/{paper.desk.pk}/"
    walk.open(new)
    walk.send(new, blank_form(deck="ক" * 600))
    walk.send(new, blank_form(title="হাটে প্রথম ইলিশ"))
    story = ArticlePage.objects.get(title="হাটে প্রথম ইলিশ")
    edit = f"/pages/{story.pk}/edit/"
    walk.open(edit)
    wrong = {"go_live_at": "2020-01-02 10:00", "expire_at": "2020-01-01 10:00"}
    walk.send(edit, blank_form(title=story.title, **wrong))
    walk.send(edit, blank_form(title=story.title, go_live_at="আগামীকাল"))
    soon = (timezone.localtime() + datetime.timedelta(days=3)).strftime("%Y-%m-%d %H:%M")
    walk.send(
        edit, blank_form(title=story.title, go_live_at=soon, **{"action-publish": "action-publish"})
    )
    walk.open(edit, f"/pages/{story.pk}/history/", "/")
    revision = story.revisions.order_by("-pk").first()
    walk.send(f"/pages/{story.pk}/revisions/{revision.pk}/unschedule/")
    answer = walk.send(edit, blank_form(title=story.title, **{"action-publish": "action-publish"}))
    story.refresh_from_db()
    assert story.live, answer.content.decode()[:2000]
    walk.send(f"/pages/{story.pk}/unpublish/")
    assert walk.met == {}


def test_approval(walk: Walk, paper: Paper) -> None:
    story = paper.story
    edit, submit = f"/pages/{story.pk}/edit/", {"action-submit": "action-submit"}
    walk.send(edit, blank_form(title=story.title, **submit))
    state = ArticlePage.objects.get(pk=story.pk).current_workflow_state
    task = state.current_task_state.pk
    walk.open(
        *("/", edit, f"/pages/{story.pk}/workflow_history/"),
        f"/pages/{story.pk}/workflow_history/detail/{state.pk}/",
        f"/pages/workflow/action/{story.pk}/reject/{task}/",
        f"/pages/workflow/confirm_cancellation/{story.pk}/",
        *("/reports/workflow/", "/reports/workflow_tasks/"),
    )
    walk.send(f"/pages/workflow/action/{story.pk}/reject/{task}/", {"comment": "শিরোনাম বদলান"})
    walk.open("/", edit)
    walk.send(edit, blank_form(title=story.title, **submit))
    task = ArticlePage.objects.get(pk=story.pk).current_workflow_state.current_task_state.pk
    walk.send(f"/pages/workflow/action/{story.pk}/approve/{task}/", {"comment": "ভালো হয়েছে"})
    walk.open(f"/pages/{story.pk}/history/", f"/pages/{story.pk}/workflow_history/")
    assert walk.met == {}


def test_history_locks_and_comments(walk: Walk, paper: Paper) -> None:
    story = paper.story
    first = story.revisions.order_by("pk").first()
    walk.open(
        f"/pages/{story.pk}/history/",
        f"/pages/{story.pk}/revisions/compare/earliest...latest/",
        f"/pages/{story.pk}/revisions/compare/live...latest/",
        f"/pages/{story.pk}/revisions/{first.pk}/revert/",
    )
    walk.send(f"/pages/{story.pk}/lock/")
    walk.open(f"/pages/{story.pk}/edit/", "/", "/reports/locked/")
    walk.send(f"/pages/{story.pk}/unlock/")
    walk.open("/reports/site-history/", "/reports/aging-pages/")
    assert walk.met == {}


def test_choosing(walk: Walk, paper: Paper) -> None:
    picture = paper.picture.pk
    walk.open(
        "/choose-page/?allow_external_link=true&allow_email_link=true&allow_phone_link=true"
        "&allow_anchor_link=true",
        *("/choose-page/search/?q=নৌকা", "/choose-page/search/?q=পাহাড়", "/choose-external-link/"),
        *("/choose-email-link/", "/choose-phone-link/", "/choose-anchor-link/"),
        *("/images/chooser/", "/images/chooser/results/?q=পাহাড়", "/documents/chooser/"),
        *("/documents/chooser/results/?q=পাহাড়", f"/images/chooser/{picture}/select_format/"),
        "/embeds/chooser/",
    )
    walk.send("/choose-external-link/", {"external-link-chooser-url": "নদী"})
    walk.send("/choose-email-link/", {"email-link-chooser-email_address": "নদী"})
    walk.send("/embeds/chooser/upload/", {"embed-chooser-url": "নদী"})
    assert walk.met == {}


def test_pictures_and_documents(walk: Walk, paper: Paper) -> None:
    picture, document = paper.picture.pk, paper.document.pk
    walk.open(
        *(
            "/images/",
            "/images/?q=পাহাড়",
            "/images/?layout=list",
            "/images/add/",
            "/images/multiple/add/",
        ),
        *(f"/images/{picture}/", f"/images/{picture}/delete/", f"/images/usage/{picture}/"),
        *("/documents/", "/documents/?q=পাহাড়"),
        *("/documents/add/", "/documents/multiple/add/", f"/documents/edit/{document}/"),
        *(f"/documents/delete/{document}/", f"/documents/usage/{document}/"),
    )
    label = get_image_model()._meta
    walk.open(
        *(
            f"/bulk/{label.app_label}/{label.model_name}/{way}/?id={picture}"
            for way in ("delete", "add_tags", "add_to_collection")
        )
    )
    walk.send("/images/add/")
    walk.send("/images/add/", {"title": "ক", "file": SimpleUploadedFile("chobi.jpg", b"nothing")})
    walk.send("/documents/add/")
    assert walk.met == {}


def test_people_and_sites(walk: Walk, paper: Paper) -> None:
    walk.open(
        *("/users/", "/users/?q=পাহাড়", "/users/new/", "/groups/", "/sites/"),
        *("/sites/new/", "/collections/", "/collections/add/", "/workflows/list/"),
        *("/workflows/add/", "/workflows/tasks/index/", "/workflows/tasks/select_type/"),
        *("/workflows/task_chooser/", f"/users/edit/{paper.editor.pk}/"),
        *(
            f"/bulk/auth/user/{way}/?id={paper.editor.pk}"
            for way in ("delete", "assign_role", "set_active_state")
        ),
    )
    weak = {"username": "ক খ", "email": "editor", "password1": "1234", "password2": "12345"}
    walk.send("/users/new/", weak)
    walk.send("/users/new/", weak | {"password2": "1234"})
    walk.send("/collections/add/")
    walk.send("/sites/new/", {"port": "নদী"})
    assert walk.met == {}


def test_scripts_are_told_our_words(walk: Walk) -> None:
    answer = walk.client.get("/jsi18n/")
    words = json.loads(
        re.search(r"const newcatalog = (\{.*?\n {2}\});", answer.content.decode(), re.DOTALL)[1]
    )
    assert words["Insert a block"] == "খণ্ড বসান"
    assert words["%(num)s error"] == ["%(num)sটি ভুল"] * 2
    shown = json.dumps(list(words.values()), ensure_ascii=False)
    assert re.findall(r"[A-Za-z]{2,}", re.sub(r"%\(\w+\)[sd]|\\n", "", shown)) == []


def test_english_is_there_for_who_prefers_it(walk: Walk, paper: Paper) -> None:
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(paper.editor)
    profile.preferred_language = "en"
    profile.save()
    page = walk.client.get("/account/").content.decode()
    assert "Preferred language" in page
    assert "পছন্দের ভাষা" not in page
