"""An invented paper's values for each kind of page, as `kagoj.theme.pages` gives them.

Town, people and events are made up. Numbers of stories are fixed, so that a page printed twice is
the same page.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from kagoj.bangla.slug import slug
from kagoj.news.cards import (
    AuthorCard,
    Block,
    Byline,
    Card,
    Folio,
    Link,
    Paper,
    PictureCard,
    Source,
    Story,
)

DHAKA = ZoneInfo("Asia/Dhaka")
NOW = dt.datetime(2024, 5, 18, 15, 57, tzinfo=DHAKA)
ADDRESS = "https://protidin.example"

DESKS = tuple(
    Link(title, f"/{name}/")
    for title, name in [
        ("বাংলাদেশ", "bangladesh"),
        ("রাজনীতি", "rajniti"),
        ("অর্থনীতি", "orthoniti"),
        ("বিশ্ব", "bishwo"),
        ("খেলা", "khela"),
        ("বিনোদন", "binodon"),
        ("মতামত", "motamot"),
        ("বিজ্ঞান", "bigyan"),
        ("শিক্ষা", "shikkha"),
        ("জীবনযাপন", "jibon"),
    ]
)

PAPER = Paper(
    name="প্রতিদিনের পাতা",
    address=ADDRESS,
    tagline="শিমুলতলীর মানুষ, শিমুলতলীর কাগজ",
    editor="শাহানা পারভীন",
    publisher="আতাউর রহমান, পাতা প্রকাশনী",
    registration="নিবন্ধন নম্বর ০০৪২",
    office="১২ কলেজ রোড, শিমুলতলী ১২০৪",
    telephones=("০১২৩-৪৫৬৭৮৯", "+৮৮০১০০০০০০০০০"),
    email="barta.kokkho@protidin.example",
    rights="© প্রতিদিনের পাতা। অনুমতি ছাড়া এই কাগজের কোনো লেখা বা ছবি ব্যবহার করা যাবে না।",
    notice="",
    edition=Link("বেটা ভার্সন", "https://beta.protidin.example/"),
    desks=DESKS,
    social=(Link("ফেসবুক", "https://www.facebook.com/protidin"),),
)

HEADLINES = (
    ("নদী খননের পর আবার ভিড়ল লঞ্চ, ঘাটে ফিরল বাইশ বছরের পুরোনো ভিড়", "নৌপথ",
     "ভোরে প্রথম লঞ্চ ভিড়তেই বাঁশি বাজিয়ে স্বাগত জানান ঘাটের মানুষ; ভাড়া ঠিক হয়েছে বাসের অর্ধেক।"),
    ("বাজেটে কৃষিতে বরাদ্দ বাড়ছে, সেচের বিদ্যুতে ছাড়ের প্রস্তাব", "",
     "হাওরের ধান কাটতে যন্ত্র কিনলে অর্ধেক দাম দেবে সরকার; ক্ষুদ্র চাষির জন্য আলাদা তহবিল।"),
    ("শিমুলতলী হাসপাতালে এক মাসে শূন্য থেকে আঠারো চিকিৎসক", "স্বাস্থ্য",
     "রাতের পালায়ও এখন বিশেষজ্ঞ আছেন, জানালেন তত্ত্বাবধায়ক।"),
    ("পাহাড়ি ঢলে ডুবল তিন ইউনিয়ন, আশ্রয়কেন্দ্রে দুই হাজার মানুষ", "", "শুকনো খাবার পৌঁছাচ্ছে নৌকায়।"),
    ("শেষ ওভারে ছক্কা, দশ বছর পর জেলা কাপ শিমুলতলীর", "", "অপরাজিত ৭১ রানে ম্যাচসেরা রাকিবুল।"),
    ("জাদুঘরে ফিরল চুরি যাওয়া চর্যাপদের পুঁথি", "সংস্কৃতি", "পাওয়া গেল পুরোনো বইয়ের দোকানে।"),
    ("বিদ্যুতের দাম এখনই বাড়ছে না", "", "গণশুনানির পর সিদ্ধান্ত জানাবে কমিশন।"),
    ("উচ্চমাধ্যমিকের ফরম পূরণের সময় বাড়ল সাত দিন", "", ""),
    ("সড়কের গাছ কাটার আগে গণশুনানির নির্দেশ আদালতের", "", "রুল জারি, জবাব দিতে হবে চার সপ্তাহে।"),
    ("ইলিশের ডিম ছাড়ার মৌসুমে নদীতে জাল ফেলা বন্ধ", "", "বাইশ দিন চাল পাবেন জেলেরা।"),
    ("চা-বাগানে নতুন মজুরি কাঠামো, উৎসব ভাতাও বাড়ল", "", "চুক্তি সই হলো শ্রীরামপুরে।"),
    ("স্কুলের মাঠে হাট বসানো যাবে না", "", ""),
    ("রাতের ট্রেনে যুক্ত হলো নারীদের আলাদা কামরা", "রেল", "প্রথম দিনেই সব আসন পূর্ণ।"),
    ("চালের দাম কেজিতে কমল তিন টাকা, সবজির বাজার এখনো চড়া", "", "বৃষ্টিতে নষ্ট হয়েছে খেতের লাউ-ঝিঙে।"),
    ("পুরোনো চিঠির খামে শহরের একশ বছর", "", "ডাকঘরের গুদামে পাওয়া গেল না-পৌঁছানো চিঠি।"),
    ("ভূমিকম্পের আগাম বার্তা দেবে ফোন", "", "গবেষণায় যুক্ত শিমুলতলী বিশ্ববিদ্যালয়।"),
    ("নাটকের মঞ্চে ফিরছে ‘রক্তকরবী’", "", "নন্দিনী চরিত্রে নবাগত মাধুরী চাকমা।"),
    ("র‍্যাগিংয়ের বিরুদ্ধে কঠোর বিশ্ববিদ্যালয়", "", "অভিযোগ জানাতে চালু হলো হটলাইন।"),
    ("সীমান্ত হাটে বেচাকেনা দ্বিগুণ", "", ""),
    ("ঘুড়ি উৎসবে আকাশ রঙিন, ছাদে ছাদে গান", "", "পঞ্চাশ বছর ধরে ঘুড়ি বানান ওস্তাদ ছমির।"),
)  # fmt: skip

_TEXT = """\
ভোরের কুয়াশা কাটতেই ঘাটে জড়ো হতে থাকেন আশপাশের কয়েক গ্রামের মানুষ। কারও হাতে ফুল, কারও হাতে বাড়িতে বানানো পিঠা। বাইশ বছর পর প্রথম লঞ্চটি যখন বাঁক ঘুরে দেখা দিল, তখন সূর্য সবে উঠেছে।

নদী খনন শুরু হয়েছিল তিন বছর আগে। প্রকল্পের প্রকৌশলী নাসরিন সুলতানা জানান, মোহনা থেকে শিমুলতলী পর্যন্ত ৪২ কিলোমিটার নদী খনন করে গভীরতা ফেরানো হয়েছে। তাঁর কথায়, ‘পলি সরানোর চেয়ে কঠিন ছিল দখলমুক্ত করা; দুই পাড়ে ছিল ১৩৭টি অবৈধ স্থাপনা।’

ঘাটের পুরোনো ইজারাদার আবদুল করিমের বয়স এখন আটাত্তর। তিনি বলেন, লঞ্চ বন্ধ হওয়ার পর দোকানগুলো একে একে উঠে যায়। মাঝিরা কেউ শহরে রিকশা চালাতে গেছেন, কেউ গেছেন ইটের ভাটায়। এখন তাঁদের কয়েকজন ফিরে এসেছেন, নতুন করে রং পড়ছে নৌকার গায়ে।

নৌপরিবহন কর্তৃপক্ষ বলছে, আপাতত দিনে দুটি লঞ্চ চলবে: সকাল সাড়ে ছয়টায় একটি, বিকেল চারটায় আরেকটি। ভাড়া ঠিক হয়েছে ১২০ টাকা, যা বাসভাড়ার অর্ধেকের কম। শিক্ষার্থীরা পরিচয়পত্র দেখালে অর্ধেক ভাড়ায় যেতে পারবেন।

কৃষকেরা সবচেয়ে খুশি। মহাজনি নৌকায় সবজি পাঠাতে আগে মণপ্রতি খরচ হতো ৬০ টাকা, লঞ্চের ডেকে সেই খরচ নেমে আসবে ১৮ টাকায়। চর রসুলপুরের চাষি জ্যোৎস্না বেগম বললেন, তাঁর খেতের বেগুন এখন দিনের দিনই শহরের আড়তে পৌঁছাবে।

তবে আশঙ্কাও আছে। পরিবেশকর্মীরা মনে করিয়ে দিচ্ছেন, খননের বালু কোথায় ফেলা হচ্ছে, তার হিসাব এখনো প্রকাশ করা হয়নি। উজানে শিল্পকারখানার বর্জ্য বন্ধ না হলে নদীর পানি আবার ব্যবহারের অযোগ্য হয়ে পড়বে।

জেলা প্রশাসক সৈয়দা ঊর্মি ইসলাম এই প্রতিবেদককে বলেন, বালু ব্যবস্থাপনার নথি আগামী সপ্তাহে সবার জন্য খুলে দেওয়া হবে। ঘাটের দুই পাশে গাছ লাগানো হবে দেড় হাজার; এর মধ্যে হিজল, করচ আর বরুণই বেশি।

দুপুরের দিকে লঞ্চটি যখন ফিরতি পথ ধরে, তখনো ঘাটে ভিড় কমেনি। স্কুলফেরত একদল শিশু হাত নাড়ছিল। তাদের একজন, তৃতীয় শ্রেণির দীপ্ত, জানতে চাইল, লঞ্চটা কাল আবার আসবে তো?

দুপুরের খাবারের পর ঘাটের চায়ের দোকানে বসে কথা হলো মাঝি হাশেম আলীর সঙ্গে। তিনি জানালেন, লঞ্চ আসায় তাঁর খেয়া বন্ধ হবে না, বরং যাত্রী বাড়বে। চরের মানুষ আগে সপ্তাহে এক দিন শহরে যেতেন, এখন চাইলে রোজ যেতে পারবেন; লঞ্চঘাট পর্যন্ত পৌঁছে দেওয়ার কাজটা তো তাঁকেই করতে হবে।

বিশেষজ্ঞদের মতে, একবার খনন করলেই নদী বাঁচে না। পানিবিজ্ঞানের অধ্যাপক মৃণাল কান্তি বিশ্বাস বললেন, ‘প্রতি শুষ্ক মৌসুমে অন্তত ১২ লাখ ঘনমিটার পলি সরাতে হবে। সেই টাকার সংস্থান বাজেটে রাখা না হলে দশ বছর পর আমরা আবার এই ঘাটে দাঁড়িয়ে একই গল্প লিখব।’

হিসাব বলছে, এই প্রকল্পে খরচ হয়েছে ২১৮ কোটি ৪০ লাখ টাকা। এর ৬২ শতাংশ গেছে খননে, ২১ শতাংশ পাড় বাঁধাইয়ে, বাকিটা ঘাট ও রাস্তা তৈরিতে। নিরীক্ষা প্রতিবেদনে তিনটি ক্ষেত্রে দরপত্রের শর্ত ভাঙার কথা বলা হয়েছে; কর্তৃপক্ষ তার লিখিত ব্যাখ্যা দিয়েছে।

শিমুলতলী উচ্চবিদ্যালয়ের শিক্ষক ঝর্ণা দাস ছাত্রছাত্রীদের নিয়ে এসেছিলেন নদী দেখাতে। ক্লাসে তাঁরা এই মাসে পড়ছেন জোয়ার-ভাটার অধ্যায়। তাঁর কথায়, বইয়ের ছবির চেয়ে ঘাটে দাঁড়িয়ে পানির দাগ মাপলে অঙ্কটা সহজ হয়ে যায়।

সন্ধ্যায় ঘাটের বাতিগুলো জ্বলে উঠলে পুরোনো হাটের দিক থেকে ভেসে আসে ঢোলের শব্দ। বৈশাখের শেষ সপ্তাহের এই মেলাও বন্ধ ছিল বহু বছর। উদ্যোক্তাদের একজন, উৎপল চৌধুরী, জানালেন, এবার দোকান বসেছে ৭৬টি; আগামী বছর জায়গা বাড়াতে হবে।

নৌপথটি চালু থাকলে ঢাকার সঙ্গে শিমুলতলীর দূরত্ব কমবে প্রায় ৩৮ কিলোমিটার। পণ্যবাহী ট্রলারের মালিকেরা বলছেন, বর্ষায় সেতুর নিচ দিয়ে যাওয়ার উচ্চতা নিয়ে তাঁদের দুশ্চিন্তা আছে। সড়ক বিভাগের নির্বাহী প্রকৌশলী আশ্বাস দিয়েছেন, সেতুর মাঝের স্প্যান উঁচু করার নকশা হাতে নেওয়া হয়েছে।"""
SENTENCES = tuple(_TEXT.split("\n\n"))


def picture(
    number: int, caption: str = "", credit: str = "", width: int = 1200, height: int = 800
) -> PictureCard:
    widths = [w for w in (360, 720, 1080) if w < width] + [width]

    def srcset(suffix: str) -> str:
        return ", ".join(f"/media/p{number}.w{w}.{suffix} {w}w" for w in widths)

    return PictureCard(
        src=f"/media/p{number}.w{widths[-1]}.jpg",
        width=width,
        height=height,
        alt="ঘাটে ভেড়া একটি লঞ্চ, সামনে মানুষের ভিড়" if number % 2 else "নদীর বাঁকে ভোরের আলো",
        caption=caption,
        credit=credit,
        sources=(Source("image/avif", srcset("avif")), Source("image/webp", srcset("webp"))),
        srcset=srcset("jpg"),
        focus="50% 30%" if number % 3 == 0 else "50% 50%",
        share=f"/media/p{number}.share.jpg",
        share_width=1200,
        share_height=630,
    )


def card(index: int, *, pictured: bool = True, desk: Link | None = None) -> Card:
    headline, kicker, deck = HEADLINES[index % len(HEADLINES)]
    desk = desk or DESKS[index % len(DESKS)]
    number = 4200 - index
    return Card(
        number=number,
        url=f"{desk.url}{number}/{slug(headline)}/",
        headline=headline,
        desk=desk,
        published=NOW - dt.timedelta(minutes=47 * index + 9),
        kicker=kicker,
        deck=deck,
        byline=(Byline("তানিয়া হক", "/author/tania-hoq/"),)
        if index % 2
        else (Byline(f"{desk.title} ডেস্ক", "", "desk"),),
        picture=picture(index % 9 + 1) if pictured else None,
    )


def cards(start: int, count: int, **options: Any) -> list[Card]:
    return [card(start + i, **options) for i in range(count)]


def page(kind: str, title: str, path: str, **values: Any) -> dict[str, Any]:
    """What every page is told."""
    return {
        "paper": PAPER,
        "kind": kind,
        "title": title,
        "canonical": ADDRESS + path,
        "description": "শিমুলতলী ও সারা দেশের খবর, প্রতিদিন ভোর থেকে রাত পর্যন্ত।",
        "structured": '{"@context":"https://schema.org","@type":"WebPage"}',
        "share": None,
        "feed": None,
        "ads": {},
        **values,
    }


BODY = (
    Block("paragraph", html=SENTENCES[0]),
    Block("paragraph", html=SENTENCES[1]),
    Block("related", text="দখল উচ্ছেদের পর যেভাবে ফিরল নদীর পাড়", url="/bangladesh/4100/নদীর-পাড়/"),
    Block("paragraph", html=SENTENCES[2]),
    Block("heading", text="সকালে একটি, বিকেলে একটি"),
    Block(
        "paragraph", html=SENTENCES[3] + ' <a href="/topic/nouporibohon/">সময়সূচি</a> ঘাটে টাঙানো আছে।'
    ),
    Block(
        "table",
        caption="ভাড়া ও সময়",
        head=True,
        rows=(
            ("ঘাট", "ছাড়ার সময়", "ভাড়া", "শিক্ষার্থী"),
            ("শিমুলতলী", "সকাল ৬:৩০", "১২০ টাকা", "৬০ টাকা"),
            ("চর রসুলপুর", "সকাল ৭:১৫", "৯০ টাকা", "৪৫ টাকা"),
            ("কাঁঠালবাড়ি", "সকাল ৮:০০", "৫০ টাকা", "২৫ টাকা"),
        ),
    ),
    Block("paragraph", html=SENTENCES[4]),
    Block(
        "quote",
        html="<p>নদী মরে গেলে আগে মরে ঘাট, তারপর হাট, তারপর মানুষের মুখের কথা।</p>",
        attribution="আবদুল করিম, ঘাটের পুরোনো ইজারাদার",
    ),
    Block("paragraph", html=SENTENCES[5]),
    Block("picture", pictures=(picture(3, "খননযন্ত্র তুলছে পলি। গত বর্ষার আগে তোলা।", "রুমানা আক্তার"),)),
    Block("paragraph", html=SENTENCES[6]),
    Block("heading", text="যা যা বদলেছে", level=3),
    Block(
        "list",
        items=(
            "নদীর গভীরতা দেড় মিটার থেকে বেড়ে হয়েছে চার মিটার",
            "দুই পাড়ে <b>১৩৭টি</b> স্থাপনা সরানো হয়েছে",
            "ঘাটে বসেছে আলো, টিকিটঘর আর শৌচাগার",
        ),
    ),
    Block(
        "embed",
        url="https://video.example/watch?v=17",
        frame="https://video.example/embed/17",
        provider="ভিডিও",
        text="প্রথম লঞ্চ ভেড়ার মুহূর্ত",
        caption="ঘাট থেকে ধারণ করা।",
    ),
    Block(
        "gallery",
        pictures=(
            picture(1, "ঘাটে ভিড়", "রুমানা আক্তার"),
            picture(2, "লঞ্চের ছাদ থেকে দেখা নদী", "রুমানা আক্তার"),
            picture(4, "ফুল হাতে অপেক্ষা", "জেলা তথ্য অফিস"),
        ),
    ),
    Block("paragraph", html=SENTENCES[7]),
    Block("heading", text="ঘাটের আশপাশে"),
    *(Block("paragraph", html=text) for text in SENTENCES[8:]),
    Block("list", ordered=True, items=("প্রথমে শিমুলতলী", "তারপর চর রসুলপুর", "শেষে কাঁঠালবাড়ি")),
)


def home() -> dict[str, Any]:
    plain = {2: False, 6: False}
    return page(
        "home",
        PAPER.name,
        "/",
        lead=card(0),
        leads=[card(i, pictured=i not in (1, 2)) for i in range(1, 9)],
        bands=[
            (desk, cards(20 + 7 * place, 7, desk=desk, pictured=plain.get(place, True)))
            for place, desk in enumerate(DESKS)
        ],
    )


def desk() -> dict[str, Any]:
    here = DESKS[0]
    return page(
        "desk",
        here.title,
        here.url,
        desk=here,
        about="দেশের খবর: যোগাযোগ, জনসেবা, দুর্যোগ আর মানুষের দিনকাল।",
        feed=Link("বাংলাদেশ", "/bangladesh/feed.xml"),
        lead=card(0, desk=here),
        cards=[card(i, desk=here, pictured=i % 3 != 0) for i in range(1, 13)],
        folio=Folio(older="/bangladesh/page/7/"),
    )


def story(**changes: Any) -> dict[str, Any]:
    """The richest story: every type of block, several names, update, topics, places, related."""
    first = card(0, desk=DESKS[0])
    told = Card(
        number=4200,
        url=first.url,
        headline=first.headline,
        desk=first.desk,
        published=NOW,
        updated=NOW + dt.timedelta(hours=2, minutes=5),
        kicker=first.kicker,
        deck=first.deck,
        byline=(
            Byline("তানিয়া হক", "/author/tania-hoq/"),
            Byline("সুজন ত্রিপুরা", "/author/sujan-tripura/"),
            Byline("শিমুলতলী প্রতিনিধি", "", "desk"),
        ),
        picture=picture(1, "ঘাটে ভিড়েছে বাইশ বছর পরের প্রথম লঞ্চ। গতকাল ভোরে, শিমুলতলী।", "রুমানা আক্তার"),
    )
    values: dict[str, Any] = {
        "card": told,
        "body": BODY,
        "signoff": "তাহ/শাপা",
        "source": "পাতা সংবাদ সংস্থা",
        "topics": (Link("নৌপথ", "/topic/noupoth/"), Link("নদী খনন", "/topic/nodi-khonon/")),
        "places": (
            Link("শিমুলতলী", "/topic/shimultoli/"),
            Link("চর রসুলপুর", "/topic/char-rasulpur/"),
        ),
        "related": tuple(cards(2, 4)),
        "words": 640,
        "reading_minutes": 4,
        **changes,
    }
    return page(
        "story",
        told.headline,
        told.url,
        story=Story(**values),
        description=told.deck,
        share=told.picture,
        feed=Link("বাংলাদেশ", "/bangladesh/feed.xml"),
    )


def topic() -> dict[str, Any]:
    here = Link("নৌপথ", "/topic/noupoth/")
    return page(
        "topic", here.title, here.url, topic=here, about="লঞ্চ, ঘাট আর নাব্যতার খবর।",
        cards=cards(0, 8), folio=Folio(number=3, older="/topic/noupoth/page/2/", newer="/topic/noupoth/page/4/"),
    )  # fmt: skip


def author() -> dict[str, Any]:
    person = AuthorCard(
        name="তানিয়া হক",
        url="/author/tania-hoq/",
        role="জ্যেষ্ঠ প্রতিবেদক",
        about="নদী, কৃষি আর গ্রামীণ অর্থনীতি নিয়ে লেখেন। শিমুলতলী কার্যালয়ে আছেন দশ বছর।",
        initials="তাহ",
        picture=picture(5, width=400, height=400),
    )
    return page("author", person.name, person.url, author=person, cards=cards(1, 6), folio=Folio())


def archive_day() -> dict[str, Any]:
    return page(
        "archive",
        "১৮ মে ২০২৪",
        "/archive/2024/05/18/",
        day=NOW.date(),
        cards=cards(0, 9, pictured=False),
        previous=Link("১৭ মে ২০২৪", "/archive/2024/05/17/"),
        next=None,
    )


def archive() -> dict[str, Any]:
    days = [NOW.date() - dt.timedelta(days=number) for number in range(14)]
    told = "<!--#kagoj asked -->"
    return page("archive", "পুরোনো কাগজ", "/archive/", days=days, form_value=told)


def search() -> dict[str, Any]:
    return page("search", "খোঁজ", "/search")


def error(title: str) -> dict[str, Any]:
    return page("error", title, "/404", canonical="", structured="")


PAGES = {
    "home": ("pages/home.html", home),
    "desk": ("pages/desk.html", desk),
    "story": ("pages/story.html", story),
    "topic": ("pages/topic.html", topic),
    "author": ("pages/author.html", author),
    "archive_day": ("pages/archive_day.html", archive_day),
    "archive": ("pages/archive.html", archive),
    "search": ("pages/search.html", search),
    "not_found": ("pages/not_found.html", lambda: error("পাতা নেই")),
    "gone": ("pages/gone.html", lambda: error("প্রত্যাহার")),
    "failure": ("pages/failure.html", lambda: error("গোলমাল")),
}

PARTS = {
    "masthead": {"paper": PAPER, "today": NOW.date(), "temperature": "২৮ °সে"},
    "navigation": {"paper": PAPER},
    "ticker": {"items": [Link("পাহাড়ি ঢলে তিন ইউনিয়ন প্লাবিত, আশ্রয়কেন্দ্র খোলা হয়েছে", "/n/4197")]},
    "latest": {"cards": [card(i) for i in range(24, 14, -1)][::-1]},
    "most-read": {"cards": [card(i) for i in (4, 0, 13, 2, 9, 16, 5, 17, 1, 12)]},
    "footer": {"paper": PAPER},
}

# What delivery puts in place of `<!--#kagoj results -->`.
RESULTS = """<section class="results" aria-label="ফল">
<p class="count">‘লঞ্চ’ নিয়ে ২টি সংবাদ</p>
<ol role="list">
<li><h2><a href="/bangladesh/4200/নদী/">নদী খননের পর আবার ভিড়ল <mark>লঞ্চ</mark>, ঘাটে ফিরল ভিড়</a></h2><p class="excerpt">… বাইশ বছর পর প্রথম <mark>লঞ্চটি</mark> যখন বাঁক ঘুরে দেখা দিল, তখন সূর্য সবে উঠেছে …</p><p class="meta">বাংলাদেশ · <time datetime="2024-05-18T15:57:00+06:00">১৮ মে ২০২৪, ১৫:৫৭</time></p></li>
<li><h2><a href="/orthoniti/4100/ভাড়া/">ভাড়া কমল <mark>লঞ্চের</mark></a></h2><p class="excerpt">ডেকের ভাড়া এখন ১২০ টাকা।</p><p class="meta">অর্থনীতি · <time datetime="2024-05-17T10:00:00+06:00">১৭ মে ২০২৪, ১০:০০</time></p></li>
</ol>
<nav class="paging" aria-label="ফলের পাতা"><a rel="next" href="/search?q=লঞ্চ&amp;page=2">পরের পাতা</a></nav>
</section>"""
