"""Pages put together from the parts that papers differ in, with what a person would read in each.

All texts are invented. `text_page(seed)` and `html_page(seed)` give a page and the fields it was
made from, so that the expected values come from outside the code that reads it.
"""

import random
from dataclasses import dataclass, field
from html import escape


@dataclass
class Made:
    """A page and what stands in it. `blocks`: kinds and texts of the body, in order."""

    headline: str
    byline: str
    published: str = "2020-02-09T15:57:00+06:00"
    kicker: str = ""
    alt: str = ""
    caption: str = ""
    credit: str | None = None
    signoff: str = ""
    source: str = ""
    blocks: list[tuple[str, str]] = field(default_factory=list)
    page: str = ""


STORIES = (
    (
        "হাওরে আগাম বন্যার শঙ্কা, ধান কাটছেন কৃষকেরা",
        (
            "টানা বৃষ্টি ও পাহাড়ি ঢলে হাওরে পানি বাড়তে শুরু করেছে। আগাম বন্যার শঙ্কায় আধা পাকা ধান কেটে ঘরে তুলছেন কৃষকেরা।",
            "পানি উন্নয়ন বোর্ড জানিয়েছে, আগামী তিন দিন বৃষ্টি অব্যাহত থাকতে পারে। এতে নদীর পানি বিপৎসীমা ছুঁতে পারে।",
            "কৃষক রমিজ উদ্দিন বলেন, ‘চোখের সামনে ধান তলিয়ে গেলে সারা বছর না খেয়ে থাকতে হবে।’",
            "কৃষি বিভাগ বলছে, এ পর্যন্ত অর্ধেক জমির ধান কাটা হয়েছে।",
        ),
        "হাওর",
        "হাওরে ধান কাটছেন কৃষকেরা",
    ),
    (
        "পাঁচ বছর পর চালু হলো শিমুলপুর রেলসেতু",
        (
            "পাঁচ বছর বন্ধ থাকার পর শিমুলপুর রেলসেতু দিয়ে আবার ট্রেন চলাচল শুরু হয়েছে। বুধবার সকালে প্রথম ট্রেনটি সেতু পার হয়।",
            "রেল বিভাগ জানায়, সেতুর আটটি গার্ডার বদলানো হয়েছে। ব্যয় হয়েছে ৪২ কোটি টাকা।",
            "স্থানীয় ব্যবসায়ী আলতাফ হোসেন জানান, সেতু বন্ধ থাকায় এত দিন পণ্য আনতে ২০ কিলোমিটার ঘুরতে হতো।",
            "তবে সেতুর পাশের হাঁটার পথটি এখনো খুলে দেওয়া হয়নি।",
        ),
        "সেতু",
        "শিমুলপুর রেলসেতুতে প্রথম ট্রেন",
    ),
    (
        "‘জলের গান’ ছবিতে একসঙ্গে দুই প্রজন্মের অভিনেত্রী",
        (
            "নতুন ছবি ‘জলের গান’-এ একসঙ্গে অভিনয় করছেন দুই প্রজন্মের দুই অভিনেত্রী। শুটিং শুরু হয়েছে নদীপাড়ের একটি গ্রামে।",
            "পরিচালক মাহিন সারোয়ার জানান, গল্পটি মা ও মেয়ের সম্পর্ক নিয়ে। শুটিং চলবে টানা দেড় মাস।",
            "ছবিটি আগামী বছর মুক্তি পাওয়ার কথা।",
        ),
        "শুটিং",
        "শুটিংয়ের ফাঁকে দুই অভিনেত্রী",
    ),
    (
        "কেন কমছে গ্রামের পুকুর?",
        (
            "এক দশকে জেলায় ভরাট হয়েছে অন্তত দুই হাজার পুকুর। গবেষকেরা বলছেন, এতে পানির স্তর নেমে যাচ্ছে দ্রুত।",
            "ভরাট ঠেকাতে আইন আছে, প্রয়োগ নেই বলে অভিযোগ পরিবেশকর্মীদের। তাঁরা বলছেন, জরিমানা দিয়েই পার পেয়ে যাচ্ছেন অনেকে।",
            "পরিবেশ অধিদপ্তরের উপপরিচালক দাবি করেন, নিয়মিত অভিযান চলছে।",
        ),
        "পুকুর",
        "ভরাট হয়ে যাওয়া পুকুর",
    ),
)
BYLINES = (
    "আন্তর্জাতিক ডেস্ক", "নিজস্ব প্রতিবেদক, ঢাকা", "স্টাফ রিপোর্টার", "শাহীন আলম, কুড়িগ্রাম", "জেলা প্রতিনিধি, নদীপুর", "অনলাইন ডেস্ক",
    "রাশেদুল ইসলাম", "বিনোদন প্রতিবেদক", "ফারজানা হক ও তৌহিদ হাসান", "ডেস্ক রিপোর্ট", "মোংলা (বাগেরহাট) সংবাদদাতা",
)  # fmt: skip
TIMES = (
    "০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭",
    "প্রকাশিত: ০৯ ফেব্রুয়ারি ২০২০, ০৩:৫৭ পিএম",
    "প্রকাশ : ০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭ | আপডেট : ১০ ফেব্রুয়ারি ২০২০, ০৮:১০",
    "রবিবার, ০৯ ফেব্রুয়ারি ২০২০, ০৩:৫৭ অপরাহ্ণ",
    "প্রকাশের সময়: রবিবার, ৯ ফেব্রুয়ারি, ২০২০, ৩:৫৭ অপরাহ্ন",
    "প্রকাশ: ০৯/০২/২০২০, বিকাল ৩:৫৭",
    "ফেব্রুয়ারি ৯, ২০২০ ৩:৫৭ পিএম",
    "প্রকাশিত:\n০৯ ফেব্রুয়ারি ২০২০, ১৫:৫৭",
    "০৯ ফেব্রুয়ারি ২০২০\n১৫:৫৭",
)
MASTHEADS = (
    "• শুক্রবার, ১৭ মে ২০২৪, ৩ জ্যৈষ্ঠ ১৪৩১  |   ২৯ °সে\n  • বেটা ভার্সন\nmegnasoap\n",
    "ঢাকা, শুক্রবার, ১৭ মে ২০২৪ | ৩ জ্যৈষ্ঠ ১৪৩১ বঙ্গাব্দ\nহোম\nজাতীয়\nরাজনীতি\nখেলা\nবিনোদন\nভিডিও\n",
    "নদীবার্তা লোগো\nমেনু\nজাতীয়\nশেয়ারবাজার\nনারী ও শিশু\nইপেপার\nশিরোনাম\nবাজারে আবার বাড়ল পেঁয়াজের দাম\nঘাটে ফেরি চলাচল স্বাভাবিক\n",
    "শুক্রবার, ১৭ মে ২০২৪\n৩ জ্যৈষ্ঠ ১৪৩১\n\nপ্রচ্ছদ\n\nজাতীয়\n\nEnglish\n",
    "Friday, 17 May 2024\nLogin\nSearch\n",
    "",
)
CAPTIONS = (
    ("{} (ছবি : নদীবার্তা)", "নদীবার্তা"),
    ("{}। ছবি: সংগৃহীত", "সংগৃহীত"),
    ("{} | ছবি: রাজীব হাসান", "রাজীব হাসান"),
    ("{} © এএফপি", "এএফপি"),
    ("{}। ছবি- নাসির উদ্দিন", "নাসির উদ্দিন"),
    ("{} ছবি : সংগৃহীত", "সংগৃহীত"),
    ("{}। ফাইল ছবি", "ফাইল ছবি"),
    ("ছবি: সংগৃহীত", "সংগৃহীত"),
    None,
    None,
)
RELATED = ("আরও পড়ুন : {}", "আরো পড়ুন: {}", "আরও পড়ুন- {}", "আরও পড়ুন\n{}", "আরও পড়ুন:\n• {}", ">> আরও পড়ুন: {}", None)  # fmt: skip
TITLES = ("নদী রক্ষায় নতুন কমিশন গঠন", "সড়কে ফিরছে সাইকেলের দিন", "মেলায় আসছে নতুন পাঁচ শ বই")
HEADINGS = (None, "যেভাবে শুরু", "কী বলছেন বিশেষজ্ঞরা")
SIGNOFFS = ("কখ/গঘ", "এনএ/জেডআই", "/এমএ", "ঢাকা/রহিম/তানিয়া", "আরএইচ", "এএইচ", "")
SOURCES = ("", "", "বিবিসি", "রয়টার্স, এএফপি")
TAILS = (
    "  • সর্বশেষ\n  • সর্বাধিক পঠিত\n\nনির্বাহী সম্পাদক: কামাল পাশা\n\nবার্তা ও সম্পাদকীয় কার্যালয়\n\n১২/ক, নদী রোড, ঢাকা-১২০০।\n\nযোগাযোগ: 02-0000000\n\nইমেইল : [email protected]\n\nএই সাইটের লেখা, ছবি ও ভিডিও পূর্বানুমতি ছাড়া ব্যবহার করা দণ্ডনীয়।\n\nDeveloped by : নদী মিডিয়া",
    "শেয়ার করুন\nফেসবুক\nটুইটার\nমন্তব্য করুন\nএই বিভাগের আরও খবর\nপাহাড়ে নতুন পর্যটনকেন্দ্র\nশীতের পিঠার উৎসব শুরু\nসর্বস্বত্ব সংরক্ষিত © ২০২৪ নদীবার্তা",
    "সর্বশেষ খবর\nপাহাড়ে নতুন পর্যটনকেন্দ্র\n১০ মিনিট আগে\nশীতের পিঠার উৎসব শুরু\nজনপ্রিয়\nসম্পাদক ও প্রকাশক : হাসান জামিল\nফোন : ০২০০০০০০০\nকপিরাইট © ২০২৪ সর্বস্বত্ব সংরক্ষিত",
    "আমাদের গুগল নিউজ চ্যানেল ফলো করুন\nআপনার মতামত লিখুন :\nপ্রকাশক: রিনা খান",
    "",
)


def _story(choose: random.Random) -> tuple[Made, tuple[str, str] | None]:
    headline, paragraphs, alt, caption = choose.choice(STORIES)
    made = Made(headline, choose.choice(BYLINES))
    pictured = choose.choice(CAPTIONS)
    if pictured:
        made.credit = pictured[1]
        made.caption = caption if "{}" in pictured[0] else ""
        made.alt = alt
        pictured = (pictured[0].format(caption), pictured[1])
    heading, related = choose.choice(HEADINGS), choose.random() < 0.7
    at_heading, at_related = (choose.randrange(1, len(paragraphs)) for _ in range(2))
    for at, paragraph in enumerate(paragraphs):
        # A related head's stories end where a sentence begins: no heading right below it.
        if heading and at == at_heading:
            made.blocks.append(("heading", heading))
        if related and at == at_related:
            made.blocks.append(("related", choose.choice(TITLES)))
        made.blocks.append(("paragraph", paragraph))
    return made, pictured


def text_page(seed: int) -> Made:
    choose = random.Random(seed)
    made, pictured = _story(choose)
    apart = choose.choice(("\n\n", "\n\n", "\n"))
    made.signoff, made.source = choose.choice(SIGNOFFS), choose.choice(SOURCES)
    made.kicker = "বিশেষ আয়োজন" if apart == "\n\n" and choose.random() < 0.25 else ""
    time = choose.choice(TIMES)
    order = choose.choice(("byline first", "time first", "one line"))
    about = [made.byline, *time.split("\n")]
    if order == "time first":
        about = [*time.split("\n"), made.byline]
    elif order == "one line" and "\n" not in time:
        about = [f"{made.byline} | {time}"]
    if choose.random() < 0.5:
        about += ["ফেসবুক", "টুইটার", "অ-", "অ+"]
    above = ("\n" if choose.random() < 0.5 else apart).join(about)
    if pictured:
        if apart == "\n" or choose.random() < 0.5:
            made.alt = ""
        above += "\n" + (f"{made.alt}\n" if made.alt else "") + pictured[0]
    form = choose.choice(RELATED)
    if form is None:
        made.blocks = [block for block in made.blocks if block[0] != "related"]
    body = []
    for kind, text in made.blocks:
        if choose.random() < 0.05:
            body.append("বিজ্ঞাপন")
        body.append(form.format(text) if kind == "related" and form else text)
    if made.signoff == "/এমএ" and choose.random() < 0.5:
        body[-1] += f" {made.signoff}"
    elif made.signoff:
        body.append(made.signoff)
    if made.source:
        above_signoff = int(body[-1] == made.signoff and choose.random() < 0.5)
        body.insert(len(body) - above_signoff, f"সূত্র : {made.source}")
    parts = [choose.choice(MASTHEADS), made.kicker, made.headline, above, *body, choose.choice(TAILS)]  # fmt: skip
    made.page = apart.join(part for part in parts if part)
    return made


def html_page(seed: int) -> Made:
    choose = random.Random(seed)
    made, pictured = _story(choose)
    made.signoff = choose.choice(("কখ/গঘ", "এনএ/জেডআই", "আরএইচ", ""))
    pick = choose.choice
    headline = pick(('<h1>{}</h1>', '<h2 class="news-title">{}</h2>', '<div class="hd"><h1><b>{}</b></h1></div>', "<h3>{}</h3>", '<div class="hl">{}</div>')).format(escape(made.headline))  # fmt: skip
    byline = pick(('<p class="author">{}</p>', '<span class="reporter-name">{}</span>', "<div>{}</div>", '<div class="by"><i class="fa"></i> <a href="/a">{}</a></div>', '<ul class="meta"><li>{}</li></ul>')).format(escape(made.byline))  # fmt: skip
    time = pick(('<p class="date">{}</p>', '<time datetime="2020-02-09T15:57:00+06:00">{}</time>', "<div>{}</div>", '<span class="post-time">{}</span>', "<small>{}</small>")).format(pick(TIMES[:5]))  # fmt: skip
    figure = ""
    if pictured:
        figure = pick(('<figure><img src="/u/a.jpg" alt="{}"><figcaption>{}</figcaption></figure>', '<div class="img-box"><img src="/u/a.jpg" alt="{}"><p class="caption">{}</p></div>', '<div><img data-src="/u/a.jpg" alt="{}"><span class="img-caption">{}</span></div>', '<img src="/u/a.jpg" alt="{}"><p>{}</p>')).format(escape(made.alt), escape(pictured[0]))  # fmt: skip
    paragraph = pick(("<p>{}</p>", "<p>{}</p>", "<div>{}</div>", "{}<br><br>"))
    forms = {
        "paragraph": (paragraph,),
        "heading": ("<h2>{}</h2>", "<h3>{}</h3>", "<p><strong>{}</strong></p>"),
        "related": (
            '<p><strong>আরও পড়ুন: <a href="/n/5">{}</a></strong></p>',
            '<div class="related-inline"><a href="/n/5">আরও পড়ুন: {}</a></div>',
            '<blockquote><p>আরও পড়ুন: <a href="/n/5">{}</a></p></blockquote>',
            '<div class="read-more"><h4>আরও পড়ুন</h4><ul><li><a href="/n/5">{}</a></li></ul></div>',
        ),
    }
    body = "\n".join(pick(forms[kind]).format(escape(text)) for kind, text in made.blocks)
    body += paragraph.format(made.signoff) if made.signoff else ""
    name = pick(("news-content", "article-body", "details", "abc123", ""))
    inside = choose.random() < 0.5
    body = f'<div class="{name}">{figure if inside else ""}{body}</div>'
    share = '<div class="social-share"><a>Facebook</a><a>প্রিন্ট</a></div>'
    story = headline + pick((byline + time, time + byline)) + share + ("" if inside else figure) + body  # fmt: skip
    titles = "".join(f'<li><a href="/{at}">{title}</a></li>' for at, title in enumerate(TITLES))
    side = f'<div class="right-bar"><h3>সর্বশেষ</h3><ul>{titles}</ul></div>'
    teaser = '<div class="col-3"><h4>জনপ্রিয়</h4><div><a href="/7"><img src="/t.jpg" width="60">সেতুর অপেক্ষায় তিন ইউনিয়ন</a><p>একটি সেতুর অপেক্ষায় দিন গুনছেন তিন ইউনিয়নের মানুষ। বর্ষায় নৌকাই ভরসা।</p></div></div>'
    whole = pick((f"<main>{story}</main>{side}", f"{teaser}<div>{story}</div>{side}", f"<table><tr><td>{side}</td><td>{story}</td></tr></table>"))  # fmt: skip
    top = pick(('<div class="top"><span>শুক্রবার, ১৭ মে ২০২৪, ৩ জ্যৈষ্ঠ ১৪৩১</span> <span>২৯ °সে</span></div>', "<header><p>ঢাকা, শুক্রবার, ১৭ মে ২০২৪</p></header>", ""))  # fmt: skip
    menu = pick(('<nav><a href="/">প্রচ্ছদ</a><a href="/j">জাতীয়</a></nav>', '<div><a href="/">প্রচ্ছদ</a> <a href="/j">জাতীয়</a> <a href="/k">খেলা</a></div>'))  # fmt: skip
    foot = pick(("<footer><p>সম্পাদক: কামাল পাশা</p><p>© ২০২৪ নদীবার্তা। সর্বস্বত্ব সংরক্ষিত</p></footer>", '<div id="foot">সম্পাদক ও প্রকাশক: কামাল পাশা<br>এই সাইটের লেখা, ছবি ও ভিডিও পূর্বানুমতি ছাড়া ব্যবহার করা দণ্ডনীয়।</div>'))  # fmt: skip
    title = pick((f"{made.headline} | নদীবার্তা", "নদীবার্তা"))
    made.page = f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{escape(title)}</title><script>var a='<p>স্ক্রিপ্ট।</p>'</script></head><body>{top}{menu}{whole}{foot}</body></html>"
    return made
