"""WordPress as Debian has it, with the default theme of its version, on php-fpm, MariaDB and nginx.

    apt-get install wordpress wordpress-theme-twentytwentythree php-fpm php-mysql php-gd mariadb-server nginx-light

The packages' own services are not needed and may be stopped: everything here runs from a temporary
folder, on a socket or a free port. Debian's settings are kept, the processes php-fpm starts with among
them, and OPcache is on; there is no page cache, as there is none without a plugin. MariaDB and PHP
will not work for root without being told so, which they are.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.paper import free_port, get, wait_for
from benchmarks.peers import Peer, Unavailable, published_by, retried, run, running
from benchmarks.peers.articles import Article, write

_SHIPPED = Path("/usr/share/wordpress")
_THEME = "twentytwentythree"
_WORK = Path(__file__).with_suffix(".php")
_INSTALL = (
    "apt-get install wordpress wordpress-theme-twentytwentythree php-fpm php-mysql php-gd "
    "mariadb-server nginx-light"
)
_SETTINGS = """<?php
define('DB_NAME', 'paper'); define('DB_USER', 'paper'); define('DB_PASSWORD', 'paper'); define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WPLANG', ''); define('WP_DEBUG', false); define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTH_KEY', 'measured, never online');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
_POOL = """[global]
error_log = {site}/fpm.txt
daemonize = no
[www]
user = {user}
listen = {site}/fpm.sock
pm = dynamic
pm.max_children = 5
pm.start_servers = 2
pm.min_spare_servers = 1
pm.max_spare_servers = 3
"""
_NGINX = """daemon off; pid {site}/nginx.pid; error_log {site}/nginx.txt crit; user {user}; worker_processes 1;
events {{ worker_connections 512; }}
http {{
  include /etc/nginx/mime.types; access_log off; sendfile on; tcp_nopush on;
  gzip on; gzip_types text/css application/javascript image/svg+xml;
  client_body_temp_path {site}/b; proxy_temp_path {site}/p; fastcgi_temp_path {site}/f;
  uwsgi_temp_path {site}/u; scgi_temp_path {site}/s;
  server {{
    listen 127.0.0.1:{port}; root {site}/wordpress; index index.php;
    location / {{ try_files $uri $uri/ /index.php?$args; }}
    location ~ \\.php$ {{
      include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_param HTTP_HOST $http_host; # with its port, which WordPress compares
      fastcgi_pass unix:{site}/fpm.sock;
    }}
  }}
}}
"""


@contextlib.contextmanager
def served(folder: Path, some: list[Article]) -> Iterator[Peer]:
    """Filled anew each time, story by story with `wp_insert_post`."""
    nginx, fpm, mariadb, php = _programs()
    site, user = folder / "wordpress", getpass.getuser()
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    shutil.copytree(_SHIPPED, site / "wordpress", ignore=shutil.ignore_patterns(".htaccess"))
    (site / "wordpress" / "wp-content" / "uploads").mkdir(exist_ok=True)
    (site / "wordpress" / "wp-config.php").write_text(
        _SETTINGS.format(socket=site / "db.sock"), "utf-8"
    )
    port = free_port()
    values = {"site": site, "user": user, "port": port}
    (site / "fpm.conf").write_text(_POOL.format(**values), "utf-8")
    (site / "nginx.conf").write_text(_NGINX.format(**values), "utf-8")
    environment = {"PEER_SITE": str(site / "wordpress")}
    with contextlib.ExitStack() as stack:
        database = stack.enter_context(_database(mariadb, site, user))
        filled = run(
            php, _WORK, "fill", write(folder / "articles.json", some), f"http://127.0.0.1:{port}",
            **environment,
        ).splitlines()[-1:]  # fmt: skip
        try:
            said = json.loads("".join(filled))
        except ValueError:
            raise Unavailable(f"WordPress could not be filled: {filled}") from None
        as_root = ["-R"] if user == "root" else []
        pool = stack.enter_context(running(fpm, "-F", *as_root, "-y", site / "fpm.conf"))
        door = stack.enter_context(running(nginx, "-p", site, "-c", site / "nginx.conf"))
        wait_for(port)
        retried(lambda: get(f"http://127.0.0.1:{port}{said['story']}"))
        yield Peer(
            name="WordPress",
            version=f"WordPress {said['version']}, Twenty Twenty-Three, PHP {said['php']}, MariaDB",
            port=port,
            story=said["story"],
            processes=(database, pool.pid, door.pid),
            publish=lambda headline: published_by([php, _WORK, "publish", headline], **environment),
            imported=said["rate"],
        )


def _programs() -> tuple[str, str, str, str]:
    """nginx, php-fpm, mariadbd and php, where Debian puts them."""
    found = []
    for name in ("nginx", "php-fpm*", "mariadbd", "php"):
        places = [file for place in ("/usr/sbin", "/usr/bin") for file in Path(place).glob(name)]
        if not places:
            raise Unavailable(f"{name.rstrip('*')} is missing: {_INSTALL}")
        found.append(str(max(places)))
    if not (_SHIPPED / "wp-content" / "themes" / _THEME).exists():
        raise Unavailable(f"WordPress or its theme is missing: {_INSTALL}")
    return found[0], found[1], found[2], found[3]


@contextlib.contextmanager
def _database(program: str, site: Path, user: str) -> Iterator[int]:
    """The process of a MariaDB with Debian's settings but for where it lies, and an empty database."""
    place = [f"--datadir={site / 'db'}", f"--user={user}"]
    run("mariadb-install-db", "--no-defaults", "--auth-root-authentication-method=normal",
        "--skip-test-db", *place)  # fmt: skip
    socket = site / "db.sock"
    with running(
        program, "--no-defaults", "--character-set-server=utf8mb4", "--skip-networking",
        f"--socket={socket}", f"--pid-file={site / 'db.pid'}", *place,
        log=site / "db.txt",
    ) as server:  # fmt: skip
        deadline = time.monotonic() + 60
        while not socket.exists():
            if server.poll() is not None or time.monotonic() > deadline:
                raise Unavailable(f"MariaDB did not start: {(site / 'db.txt').read_text()[-300:]}")
            time.sleep(0.1)
        run("mariadb", "--no-defaults", f"--socket={socket}", "--user=root", "--execute",
            "CREATE DATABASE paper CHARACTER SET utf8mb4; "
            "CREATE USER paper@localhost IDENTIFIED BY 'paper'; GRANT ALL ON paper.* TO paper@localhost")  # fmt: skip
        yield server.pid
