"""nginx without any module: what changed is asked for on a port where nginx always fetches anew.

deploy/nginx.conf listens there for this machine only (`proxy_cache_bypass`:
https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_cache_bypass). The fresh answer takes
the old one's place, so the next reader has it at once, without having been the one who waited.
"""

from __future__ import annotations

import dataclasses
import http.client
from urllib.parse import quote

from kagoj.press.caches.cache import LOCAL_WAIT, CacheFault, Change

CODINGS = ("br", "gzip", "")  # of which nginx keeps a copy each


@dataclasses.dataclass(frozen=True, slots=True)
class Nginx:
    """The nginx at `place`, 'host:port'.

    It knows addresses, not names. When everything changed it is told nothing: its copies are fetched
    anew within a minute by themselves, as readers ask for them.
    """

    place: str
    pause = 0.0

    def tell(self, change: Change) -> None:
        if not change.paths:
            return
        line = http.client.HTTPConnection(self.place, timeout=LOCAL_WAIT)
        try:
            for path in change.paths:
                for coding in CODINGS:
                    self._fetch(line, quote(path, safe="/-._~!$&'()*+,;=:@"), coding)
        except (OSError, http.client.HTTPException) as fault:
            raise CacheFault(f"it cannot be reached: {fault}") from None
        finally:
            line.close()

    @staticmethod
    def _fetch(line: http.client.HTTPConnection, path: str, coding: str) -> None:
        """HEAD, which nginx makes a GET for its cache: the page need not travel here as well."""
        line.putrequest("HEAD", path, skip_accept_encoding=True)
        line.putheader("Accept-Encoding", coding or "identity")
        line.endheaders()
        answer = line.getresponse()
        answer.read()
        if answer.status >= 500:  # 404 and 410 are what is there now
            raise CacheFault(f"it answered {answer.status} for {path}")
