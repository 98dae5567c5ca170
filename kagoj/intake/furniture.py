"""What stands around a story: menus, share words, notices, imprint, rights.

`furniture(text)` names the kind of a line, or '' for a line that may be of the story:

nav      a menu's word, a tab, a link to another edition
share    share, print, follow, letter size
ad       the word above an advertisement
promo    'follow us', 'subscribe', cookies
head     the head of a list that stands after a story (latest, most read, more, comments)
imprint  editor, office, telephone, e-mail
rights   whose text this is; who made the site; pages of rules
noise    what a picture or an icon left behind
"""

from __future__ import annotations

import re
from functools import lru_cache

from kagoj.intake.wording import LETTER, fold, folded, pattern

LONGEST = 300  # letters; furniture lines are short

# Desks as papers name them in menus and above headlines; each is also a menu word.
DESKS = folded(
    "জাতীয়", "রাজনীতি", "অর্থনীতি", "অর্থ-বাণিজ্য", "অর্থ ও বাণিজ্য", "বাণিজ্য", "ব্যবসা", "ব্যবসা-বাণিজ্য", "শেয়ারবাজার", "পুঁজিবাজার",
    "আন্তর্জাতিক", "বিশ্ব", "বিদেশ", "সারাদেশ", "সারা দেশ", "দেশজুড়ে", "দেশ", "বাংলাদেশ", "গ্রামবাংলা", "মফস্বল", "জনপদ", "দেশের খবর",
    "খেলা", "খেলাধুলা", "ক্রীড়া", "ক্রীড়াঙ্গন", "ক্রিকেট", "ফুটবল", "বিনোদন", "আনন্দনগর", "সংস্কৃতি", "চলচ্চিত্র", "লাইফস্টাইল", "লাইফ স্টাইল",
    "জীবনযাপন", "জীবনশৈলী", "প্রযুক্তি", "তথ্যপ্রযুক্তি", "তথ্য-প্রযুক্তি", "তথ্য ও প্রযুক্তি", "বিজ্ঞান", "বিজ্ঞান ও প্রযুক্তি", "বিজ্ঞান-প্রযুক্তি", "আইটি",
    "শিক্ষা", "ক্যাম্পাস", "শিক্ষাঙ্গন", "স্বাস্থ্য", "চিকিৎসা", "মতামত", "সম্পাদকীয়", "উপসম্পাদকীয়", "উপ-সম্পাদকীয়", "কলাম", "ফিচার", "চাকরি",
    "চাকরি-বাকরি", "চাকরির খবর", "ক্যারিয়ার", "ধর্ম", "ধর্ম ও জীবন", "ইসলাম", "ইসলাম ও জীবন", "সাহিত্য", "শিল্প-সাহিত্য", "শিল্প ও সাহিত্য",
    "সাহিত্য ও সংস্কৃতি", "প্রবাস", "পরবাস", "আইন-আদালত", "আইন ও আদালত", "আইন আদালত", "আদালত", "অপরাধ", "রাজধানী", "মহানগর", "নগর",
    "পরিবেশ", "কৃষি", "ভ্রমণ", "পর্যটন", "নারী", "শিশু", "নারী ও শিশু", "গণমাধ্যম", "সাক্ষাৎকার", "বিশেষ প্রতিবেদন", "অনুসন্ধান", "কলকাতা", "পশ্চিমবঙ্গ",
    "রাজ্য", "জেলা", "ঢাকা", "চট্টগ্রাম", "রাজশাহী", "খুলনা", "বরিশাল", "সিলেট", "রংপুর", "ময়মনসিংহ", "আবহাওয়া", "ফ্যাক্টচেক", "সোশ্যাল মিডিয়া",
    "national", "international", "world", "sports", "entertainment", "politics", "business", "economy", "education", "opinion",
)  # fmt: skip

NAV = DESKS | folded(
    "হোম", "প্রচ্ছদ", "প্রথম পাতা", "প্রথম পৃষ্ঠা", "শেষ পাতা", "মূলপাতা", "মূল পাতা", "নীড়পাতা", "নীড় পাতা", "সব খবর", "সকল খবর", "সব", "সকল বিভাগ", "সব বিভাগ", "বিভাগ",
    "বিভাগসমূহ", "অন্যান্য", "মেনু", "খুঁজুন", "অনুসন্ধান করুন", "সার্চ", "ইপেপার", "ই-পেপার", "ই পেপার", "আর্কাইভ", "আজকের পত্রিকা", "আজকের খবর", "আজকের সংখ্যা",
    "কনভার্টার", "ইউনিকোড কনভার্টার", "ইংরেজি", "ইংলিশ", "বাংলা", "ইংরেজি ভার্সন", "বেটা ভার্সন", "বেটা", "মোবাইল ভার্সন", "ডেস্কটপ ভার্সন", "পুরোনো সংস্করণ",
    "পুরনো সংস্করণ", "আগের সাইট", "লগইন", "লগ ইন", "লগ আউট", "সাইন ইন", "নিবন্ধন", "রেজিস্ট্রেশন", "ভিডিও", "অডিও", "ছবি", "ছবিঘর", "গ্যালারি", "ফটো গ্যালারি", "ফটোগ্যালারি",
    "ভিডিও গ্যালারি", "লাইভ", "লাইভ টিভি", "সরাসরি", "পডকাস্ট", "শিরোনাম", "সংবাদ শিরোনাম", "শিরোনাম:", "ব্রেকিং", "ব্রেকিং নিউজ", "ট্রেন্ডিং", "আলোচিত বিষয়", "টপিক", "নামাজের সময়সূচি",
    "বিজ্ঞপ্তি", "পাঁচমিশালি", "বিচিত্র", "আরও", "আরো", "মাল্টিমিডিয়া", "নির্বাচন", "করোনাভাইরাস", "ম্যাগাজিন", "সাময়িকী", "বিশেষ সংখ্যা", "ক্রোড়পত্র", "রাশিফল", "কার্টুন", "রম্য",
    "home", "menu", "search", "login", "log in", "sign in", "register", "english", "english version", "bangla", "epaper", "e-paper", "archive", "video",
    "videos", "photo", "gallery", "live", "beta", "beta version", "skip to content", "skip to main content", "toggle navigation", "close", "more", "all",
    "breaking", "breaking news", "headline", "headlines", "news", "podcast", "next", "previous", "prev", "back", "mobile version", "desktop version",
    "পরবর্তী", "পূর্ববর্তী", "পরের খবর", "আগের খবর", "পরবর্তী খবর", "পূর্ববর্তী খবর", "পরবর্তী সংবাদ", "পূর্ববর্তী সংবাদ", "next post", "previous post", "উপরে যান", "ওপরে যান", "উপরে", "back to top", "go to top", "top",
)  # fmt: skip

SHARE = folded(
    "শেয়ার", "শেয়ার করুন", "শেয়ার করুন:", "শেয়ার করো", "সংবাদটি শেয়ার করুন", "খবরটি শেয়ার করুন", "নিউজটি শেয়ার করুন", "লেখাটি শেয়ার করুন", "পোস্টটি শেয়ার করুন",
    "এই পোস্টটি শেয়ার করুন", "এই খবরটি শেয়ার করুন", "ছড়িয়ে দিন", "ফেসবুক", "ফেইসবুক", "টুইটার", "এক্স", "হোয়াটসঅ্যাপ", "হোয়াটসএপ", "মেসেঞ্জার", "লিংকডইন", "টেলিগ্রাম", "ভাইবার", "ইমো", "ইউটিউব",
    "ইনস্টাগ্রাম", "পিন্টারেস্ট", "ইমেইল", "ই-মেইল", "মেইল", "প্রিন্ট", "প্রিন্ট করুন", "প্রিন্ট ভিউ", "মুদ্রণ", "কপি", "কপি লিংক", "কপি লিঙ্ক", "লিংক কপি", "লিংক কপি করুন", "লিঙ্ক কপি করুন", "ফলো করুন",
    "অনুসরণ করুন", "আমাদের অনুসরণ করুন", "আমাদের ফলো করুন", "সেভ", "সেভ করুন", "সংরক্ষণ করুন", "বুকমার্ক", "বুকমার্ক করুন", "শুনুন", "খবরটি শুনুন", "লাইক", "লাইক দিন", "গুগল নিউজ", "অ-", "অ+", "অ", "অ অ অ",
    "ক", "ক-", "ক+", "share", "share this", "share on", "share now", "shares", "facebook", "twitter", "x", "whatsapp", "messenger", "linkedin", "telegram", "viber",
    "imo", "pinterest", "reddit", "instagram", "youtube", "tiktok", "email", "e-mail", "print", "copy", "copy link", "link copied", "follow", "follow us",
    "save", "like", "tweet", "google news", "a", "a-", "a+", "aa", "font increase", "font decrease", "font", "pdf", "rss", "sms", "facebook messenger", "copied",
)  # fmt: skip

AD = folded("বিজ্ঞাপন", "বিজ্ঞাপন:", "এড", "অ্যাড", "স্পনসরড", "advertisement", "advertisements", "ad", "ads", "sponsored", "adsense", "google ads")  # fmt: skip

HEAD = folded(
    "সর্বশেষ", "সর্বশেষ খবর", "সর্বশেষ সংবাদ", "সর্বশেষ সব খবর", "সর্বশেষ প্রকাশিত", "সর্বশেষ নিউজ", "সবশেষ", "সবশেষ খবর", "সদ্যপ্রাপ্ত", "এইমাত্র", "এইমাত্র পাওয়া", "নতুন খবর", "তাজা খবর",
    "সর্বাধিক পঠিত", "সর্বাধিক পঠিত খবর", "সর্বাধিক পঠিত সংবাদ", "সর্বোচ্চ পঠিত", "বেশি পঠিত", "সবচেয়ে পঠিত", "সর্বাধিক", "পাঠকপ্রিয়", "পাঠক প্রিয়", "জনপ্রিয়", "জনপ্রিয় খবর", "জনপ্রিয় সংবাদ", "জনপ্রিয় নিউজ",
    "আলোচিত", "আলোচিত খবর", "আলোচিত সংবাদ", "নির্বাচিত", "নির্বাচিত খবর", "সম্পাদকের পছন্দ", "এই বিভাগের আরও খবর", "এই বিভাগের আরো খবর", "এ বিভাগের আরও খবর", "এ বিভাগের আরো খবর",
    "এই বিভাগের সর্বশেষ", "এ বিভাগের সর্বশেষ", "এই বিভাগের আরও সংবাদ", "এই বিভাগের আরো সংবাদ", "এ বিভাগের আরও সংবাদ", "এ বিভাগের আরো সংবাদ", "এ বিভাগের অন্যান্য সংবাদ", "এই ক্যাটাগরির আরো খবর",
    "এ জাতীয় আরও খবর", "এ জাতীয় আরো খবর", "এই জাতীয় আরো খবর", "আরও খবর", "আরো খবর", "আরও সংবাদ", "আরো সংবাদ", "অন্যান্য খবর", "অন্যান্য সংবাদ", "আপনার জন্য", "আপনার পছন্দ", "আপনার জন্য নির্বাচিত",
    "পাঠকের পছন্দ", "বিশেষ খবর", "মন্তব্য", "মন্তব্যসমূহ", "মন্তব্য করুন", "মন্তব্য লিখুন", "আপনার মন্তব্য", "আপনার মতামত", "আপনার মতামত লিখুন", "আপনার মতামত দিন", "পাঠকের মন্তব্য", "পাঠকের মতামত", "মতামত দিন",
    "মতামত জানান", "নিউজলেটার", "ফেসবুকে আমরা", "ফেসবুক পেজ", "আমাদের ফেসবুক পেজ", "অ্যাপ ডাউনলোড", "অ্যাপ ডাউনলোড করুন", "আমাদের অ্যাপ", "পুরোনো খবর", "পুরনো সংবাদ", "সংবাদ আর্কাইভ", "দিনপঞ্জি",
    "লেখক থেকে আরও", "লেখকের আরও লেখা", "latest", "latest news", "most read", "popular", "popular news", "most popular", "trending", "trending now", "more news", "more from",
    "comments", "comment", "leave a reply", "leave a comment", "post a comment", "recent posts", "recent news", "newsletter", "you may also like", "you might also like",
    "what's your reaction?", "add comment",
)  # fmt: skip

PEOPLE = (
    r"^(?:(?:ভারপ্রাপ্ত|প্রধান|নির্বাহী|ব্যবস্থাপনা|উপদেষ্টা|বার্তা|যুগ্ম|সহযোগী|সহকারী|প্রতিষ্ঠাতা|সিনিয়র|উপ)[\s-]+)*"
    r"(?:সম্পাদক(?:মণ্ডলী|মণ্ডলীর সভাপতি)?(?:\s*(?:ও|এবং|,|/)\s*(?:প্রকাশক|মুদ্রাকর|প্রধান নির্বাহী))*|প্রকাশক(?:\s*(?:ও|এবং)\s*(?:সম্পাদক|মুদ্রাকর))*"
    r"|মুদ্রাকর|চেয়ারম্যান|উপদেষ্টা|উপদেষ্টামণ্ডলী|editor(?: in chief|-in-chief)?|publisher|editor\s*(?:&|and)\s*publisher)"
)
IMPRINT = pattern(
    rf"{PEOPLE}\s*(?:$|[:ঃ;\-–—|।])"
    r"|^(?:সম্পাদকীয়|বার্তা|বাণিজ্যিক|প্রধান|আঞ্চলিক|করপোরেট|রেজিস্টার্ড|সম্পাদকীয়\s*ও\s*বাণিজ্যিক|বার্তা\s*ও\s*বাণিজ্যিক|বার্তা\s*,?\s*সম্পাদকীয়\s*ও\s*বাণিজ্যিক)\s*(?:কার্যালয়|অফিস|বিভাগ)"
    r"|^(?:যোগাযোগ|ফোন|টেলিফোন|মোবাইল|মোবা|মুঠোফোন|ফ্যাক্স|হটলাইন|ই-?\s?মেইল|ইমেইল|ঠিকানা|কার্যালয়|অফিস|বিজ্ঞাপন(?:\s*বিভাগ)?|সার্কুলেশন|নিউজ\s*রুম|পিএবিএক্স"
    r"|phone|tel|telephone|mobile|cell|fax|e-?mail|hotline|office|address|contact|news\s*room|pabx|whatsapp)\s*(?:নম্বর|নং)?\s*[:ঃ]"
    r"|\[email[\s\u00a0]protected\]|[\w.+-]{2,}@[\w-]+\.[\w.]{2,}"
    r"|^[\s+()\d,;/–-]{9,}$"
    r"|^.{0,90}(?:রোড|সড়ক|লেন|এভিনিউ|অ্যাভিনিউ|সরণি|তলা|ভবন|টাওয়ার|বাড়ি|হাউস|ফ্লোর|road|avenue|floor|house).{0,60}[-–—]\s?\d{4}(?!\d)"
    r"|^.{0,60}(?:ঢাকা|কলকাতা|চট্টগ্রাম|dhaka|kolkata)\s?[-–—]\s?\d{4,6}(?!\d).{0,30}$"
    r"|^(?:নিবন্ধন|রেজিস্ট্রেশন|ডিক্লারেশন|রেজি)\s*(?:নম্বর|নং|নাম্বার)?\s*[:ঃ.]"
)
RIGHTS = pattern(
    r"(?:সর্ব)?স্বত্ব\s*(?:©|সংরক্ষিত|স্বত্বাধিকার)|সর্বস্বত্ব|স্বত্বাধিকারী|কপিরাইট|copyright|all\s*rights?\s*reserved|^©\s*\d{4}|©\s*\d{4}"
    r"|(?:ওয়েবসাইট|ওয়েবসাইট|সাইট|পোর্টাল|পত্রিকা|প্রকাশিত).{0,80}(?:অনুমতি|পূর্বানুমতি).{0,80}(?:বেআইনি|দণ্ডনীয়|নিষেধ|নিষিদ্ধ|অপরাধ|আইনত)"
    r"|(?:অনুমতি|পূর্বানুমতি)\s*(?:ছাড়া|ব্যতীত|ব্যতিত).{0,80}(?:ব্যবহার|প্রকাশ|অনুলিপি|পুনর্মুদ্রণ|কপি).{0,40}(?:বেআইনি|দণ্ডনীয়|নিষেধ|নিষিদ্ধ|অপরাধ|যাবে না)"
    r"|^(?:developed|designed|design|powered|maintained|hosted|technical support|site design|web design|theme)\b.{0,40}(?:by\b|:|$)"
    r"|^(?:design|designed)\s*(?:&|and|,)\s*develop"
    r"|^(?:কারিগরি\s*(?:সহায়তা|সহযোগিতা)|নির্মাণ|নির্মাণে|উন্নয়নে|ডিজাইন|ওয়েবসাইট\s*(?:নির্মাণ|ডিজাইন)|পরিকল্পনা\s*ও\s*বাস্তবায়ন).{0,10}[:ঃ]"
    r"|^(?:গোপনীয়তা(?:র)?\s*নীতি(?:মালা)?|প্রাইভেসি\s*পলিসি|ব্যবহারের\s*শর্ত(?:াবলি|াবলী)?|শর্তাবলি|শর্তাবলী|শর্ত\s*ও\s*নিয়ম|নীতিমালা|আমাদের\s*সম্পর্কে|আমাদের\s*কথা|আমাদের\s*পরিবার|যোগাযোগ|যোগাযোগ\s*করুন|বিজ্ঞাপন\s*মূল্য(?:তালিকা)?|সাইটম্যাপ"
    r"|privacy(?:\s*policy)?|terms(?:\s*(?:of\s*use|of\s*service|&\s*conditions|and\s*conditions))?|about(?:\s*us)?|contact(?:\s*us)?|cookie\s*policy|disclaimer|sitemap|advertise(?:ment)?\s*with\s*us)$"
)
PROMO = pattern(
    r"(?:গুগল\s*নিউজ|google\s*news|ফেসবুক|ফেইসবুক|টুইটার|ইউটিউব|হোয়াটসঅ্যাপ|টেলিগ্রাম|ইনস্টাগ্রাম).{0,60}(?:ফলো|অনুসরণ|লাইক|সাবস্ক্রাইব|যুক্ত\s*হ|চ্যানেল|ফিড|follow)"
    r"|(?:সর্বশেষ|সব|সবার\s*আগে|গুরুত্বপূর্ণ|আপডেট).{0,40}(?:খবর|সংবাদ|নিউজ).{0,30}(?:পেতে|পড়তে|জানতে).{0,60}(?:ফলো|অনুসরণ|লাইক|সাবস্ক্রাইব|চ্যানেল|অ্যাপ|পেজ|ক্লিক|ভিজিট|সঙ্গে|সাথে|চোখ)"
    r"|^(?:আমাদের\s*)?(?:অ্যাপ|মোবাইল\s*অ্যাপ|অ্যাপস|এপস|নিউজলেটার).{0,40}(?:ডাউনলোড|সাবস্ক্রাইব|ইনস্টল)"
    r"|সাবস্ক্রাইব\s*করুন|subscribe\b|(?:কুকি|কুকিজ|cookies?)\b.{0,80}(?:ব্যবহার|গ্রহণ|সম্মত|use|accept)"
    r"|(?:মন্তব্য\s*কর(?:তে|ুন)|মতামত\s*দি(?:তে|ন)).{0,60}(?:লগ\s?ইন|সাইন\s?ইন|দায়ী|করুন)|your\s*email\s*address|required\s*fields|জাভাস্ক্রিপ্ট|enable\s*javascript"
    r"|এই\s*ওয়েবসাইট(?:টি)?\s*(?:কুকি|ব্যবহার)|ব্রাউজার(?:টি)?\s*(?:সমর্থন|আপডেট)|আপনার\s*ব্রাউজার"
)
NOISE = pattern(
    r"^(?:image|icon|logo|img|photo|banner|thumbnail|avatar|loading|read\s*more|readmore|see\s*more|view\s*more|click\s*here|বিস্তারিত|আরও\s*দেখুন|আরো\s*দেখুন|সব\s*দেখুন|লোড\s*হচ্ছে"
    r"|কোন?ো?\s*মন্তব্য\s*নেই|no\s*comments?)\W*$|\slogo$|\slogo\s\w*$|^(?:\W|_)+$|^\d{1,4}(?:\s*(?:shares?|views?|ভিউ|শেয়ার|মন্তব্য|comments?))?$"
    r"|^[০-৯\d.,kK]+\s*(?:shares?|শেয়ার|views?|ভিউ|বার\s*(?:পঠিত|পড়া|দেখা)).{0,12}$|^(?:পঠিত|দেখা\s*হয়েছে|পড়া\s*হয়েছে)\s*[:ঃ]?\s*[\d০-৯]+"
    r"|^(?:https?://|www\.)\S+$"
)
SITE_NAME = pattern(r"^\S{2,40}(?:\.(?:কম|নেট|নিউজ|বিডি|com|net|news|org|bd|in)|ডটকম|ডট\s?কম)$")
# How many there are, beside a head: two comments, in either order.
COUNT = pattern(r"\s*\(?\d+\)?\s*(?:টি)?$|^\d+\s*(?:টি|টা)?\s+")
AGO = pattern(
    r"^(?:প্রায়\s+)?[০-৯\d]+\s*(?:সেকেন্ড|মিনিট|ঘণ্টা|ঘন্টা|দিন|সপ্তাহ|মাস|বছর|seconds?|minutes?|mins?|hours?|days?|weeks?|months?)\s*(?:আগে|পূর্বে|ago)$"
)
BANGLA_LETTER = re.compile("[\u0985-\u09b9\u09ce\u09dc-\u09df]")
LATIN_LETTER = re.compile("[A-Za-z]")
ENDINGS = "।?!"


def furniture(text: str) -> str:
    """The kind of furniture a line is, '' where it may belong to the story."""
    if len(text) > LONGEST:
        return "rights" if "©" in text[:LONGEST] and RIGHTS.search(text[:LONGEST]) else ""
    return _kind_of(text)


@lru_cache(maxsize=16384)
def _kind_of(text: str) -> str:
    plain = fold(text)
    if not plain:
        return "" if re.search(LETTER, text) else "noise"
    plain = COUNT.sub("", plain) or plain
    for kind, group in (("head", HEAD), ("ad", AD), ("share", SHARE), ("nav", NAV)):
        if plain in group:
            return kind
    if RIGHTS.search(text):
        return "rights"
    if IMPRINT.search(text.strip(" •·*")) and not is_sentence(text):
        return "imprint"
    if PROMO.search(text):
        return "promo"
    if NOISE.search(text) or AGO.search(text) or is_site(text):
        return "noise"
    parts = re.split(r"\s*[|/•·»\u203a>,]\s*|\s{2,}", text.strip())
    known = sum(fold(part) in NAV or fold(part) in SHARE for part in parts)
    if len(parts) > 2 and known * 3 >= len(parts) * 2:
        return "nav"
    words = text.split()
    if len(words) > 2 and all(fold(word) in NAV for word in words):
        return "nav"
    return ""


def is_sentence(text: str) -> bool:
    """Whether a line of some length ends as a sentence does: no address and no name."""
    return len(text) > 120 and text.rstrip("”’\"') ").endswith(tuple(ENDINGS))


def is_desk(text: str) -> bool:
    """Whether the line is a desk's name as menus and labels have it."""
    return fold(text) in DESKS


def is_site(text: str) -> bool:
    """Whether the text is a site's name as 'নদীবার্তা.কম'."""
    return bool(SITE_NAME.match(text.strip()))


def latin_only(text: str) -> bool:
    """Letters, but none of them Bangla: an advertisement's or a site's name, in a Bangla page."""
    return bool(LATIN_LETTER.search(text)) and not BANGLA_LETTER.search(text)
