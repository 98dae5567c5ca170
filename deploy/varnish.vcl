# Varnish in front of delivery: a cache in memory that is told by name what changed.
# Install it as /etc/varnish/default.vcl; docs/how-to/front.md has the steps.
# Needs Varnish 6 or newer and the vmod xkey (Debian: varnish varnish-modules).
#
# Readers come by way of a TLS end on this machine (nginx, hitch), which writes X-Forwarded-For anew.
vcl 4.1;

import std;
import xkey;

backend default {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 2s;
    .first_byte_timeout = 10s;
    .between_bytes_timeout = 10s;
    # While delivery hangs nobody waits for it: old copies are shown at once.
    .probe = {
        .url = "/robots.txt";
        .interval = 2s;
        .timeout = 1s;
        .window = 3;
        .threshold = 2;
        .initial = 2;
    }
}

# Who may say that pages changed, and whose X-Forwarded-For is believed.
acl house {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ house) {
            return (synth(403));
        }
        if (!req.http.xkey-purge) {
            return (synth(400, "xkey-purge is missing"));
        }
        # Softly: a copy that is told to be old is still shown while delivery cannot answer.
        return (synth(200, "Told " + xkey.softpurge(req.http.xkey-purge)));
    }
    # Varnish has added the address it saw to X-Forwarded-For; behind our own TLS end that is our own.
    # Delivery believes the last one, so it must be the reader's.
    if (req.restarts == 0) {
        if (client.ip ~ house && req.http.X-Forwarded-For ~ ",") {
            set req.http.X-Forwarded-For = regsub(req.http.X-Forwarded-For, ",\s*[^,]*$", "");
        } else {
            set req.http.X-Forwarded-For = client.ip;
        }
    }
    unset req.http.Cookie;  # readers have none
    unset req.http.Authorization;
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);  # reads are reported by POST
    }
    if (req.url ~ "^/beacon/") {
        return (pass);
    }
    if (req.url ~ "^/(?:search|search/suggest|archive/)(?:\?|$)") {
        return (pass);  # what reads a query
    }
    # What social media append to a link makes no second copy.
    set req.url = regsub(req.url, "\?.*$", "");
    # One copy for each coding, however browsers write the wish for it. Of Accept-Encoding itself
    # Varnish would leave nothing but gzip.
    if (req.http.Accept-Encoding ~ "(?i)(?:^|,)\s*br\s*(?:,|$|;\s*q=(?!0(?:\.0*)?\s*(?:,|$)))") {
        set req.http.X-Coding = "br";
    } else if (req.http.Accept-Encoding ~ "(?i)(?:^|,)\s*gzip\s*(?:,|$|;\s*q=(?!0(?:\.0*)?\s*(?:,|$)))") {
        set req.http.X-Coding = "gzip";
    } else {
        unset req.http.X-Coding;
    }
    # Old copies will do when delivery is known to be away, or gave no answer (the second round). Else
    # whoever asks first waits the moment that delivery takes: nobody gets a page that changed.
    if (req.restarts == 0 && std.healthy(req.backend_hint)) {
        set req.grace = 0s;
    } else {
        set req.grace = 24h;
    }
    return (hash);
}

sub vcl_hash {
    # One paper, whatever its names: address and coding alone decide.
    hash_data(req.url);
    hash_data(req.http.X-Coding);
    return (lookup);
}

sub vcl_backend_fetch {
    if (!bereq.uncacheable) {
        unset bereq.http.Accept-Encoding;
        if (bereq.http.X-Coding) {
            set bereq.http.Accept-Encoding = bereq.http.X-Coding;
        }
    }
    unset bereq.http.X-Coding;
    return (fetch);
}

sub vcl_backend_response {
    if (beresp.status >= 500) {
        if (bereq.is_bgfetch) {
            return (abandon);  # the old copy is better
        }
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
        return (deliver);
    }
    if (beresp.http.Cache-Control ~ "no-store") {
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
        return (deliver);
    }
    # How long it is fresh, delivery says (s-maxage=60 once `purge` names this Varnish). A day longer
    # it is kept for the hour when delivery is away.
    set beresp.grace = 24h;
    set beresp.keep = 24h;
    set beresp.http.xkey = beresp.http.Surrogate-Key + " everything";
    # Compressed by delivery already, in three codings.
    set beresp.do_gzip = false;
    set beresp.do_gunzip = false;
    return (deliver);
}

sub vcl_backend_error {
    set beresp.ttl = 0s;
    set beresp.grace = 0s;
    set beresp.http.Content-Type = "text/html; charset=utf-8";
    set beresp.http.Cache-Control = "no-store";
    set beresp.http.Retry-After = "5";
    set beresp.status = 503;
    synthetic({"<!doctype html><html lang="bn"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>পাতাটি এখন দেখানো যাচ্ছে না</title><h1>পাতাটি এখন দেখানো যাচ্ছে না</h1><p>একটু পরে আবার চেষ্টা করুন।</p></html>
"});
    return (deliver);
}

sub vcl_deliver {
    if (resp.status >= 500 && req.restarts == 0 && (req.method == "GET" || req.method == "HEAD")) {
        return (restart);
    }
    set resp.http.X-Cache = "MISS";
    if (obj.hits > 0) {
        set resp.http.X-Cache = "HIT";
    }
    unset resp.http.xkey;
    unset resp.http.Surrogate-Key;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
    unset resp.http.Age;  # or browsers, which may keep a page five seconds, would find it too old at once
    return (deliver);
}
