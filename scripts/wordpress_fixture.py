"""Make the export of an invented WordPress site for the tests, with a real WordPress on this machine.

    apt-get install --no-install-recommends wordpress wordpress-theme-twentytwentyone mariadb-server php-cli php-mysql \
        php-gd php-xml
    .venv/bin/python scripts/wordpress_fixture.py                  # writes tests/invented/wordpress/
    .venv/bin/python scripts/wordpress_fixture.py --show 8123      # and shows the site at http://127.0.0.1:8123/

Nothing of the system is used but the programs: the database, its data and the site live in a temporary folder, listen
on loopback only, and end with this script, also where it is killed (then the folder stays). The texts are in
``wordpress_fixture.php``.
"""

import argparse
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUTPUT = ROOT / "tests/invented/wordpress"
WORDPRESS = Path("/usr/share/wordpress")
HOST = "ancien.example"
WITH_THIS = ("setpriv", "--pdeathsig", "TERM")
"""The words before a command that must end with this script, however this script ends."""
CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_CONTENT_DIR', '{site}/wp-content'); define('WPLANG', 'fr_FR');
define('WP_HOME', '{home}'); define('WP_SITEURL', '{home}');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', '{site}/');
require_once ABSPATH . 'wp-settings.php';
"""


@contextlib.contextmanager
def database(folder: Path) -> Iterator[Path]:
    """A temporary MariaDB server; yields the path of the socket, the only thing on which it listens."""
    data, sock = folder / "data", folder / "db.sock"
    user = "--user=root" if os.geteuid() == 0 else f"--user={os.environ['USER']}"
    common = [f"--datadir={data}", user]
    subprocess.run(
        ["mariadb-install-db", *common, "--auth-root-authentication-method=normal", "--skip-test-db"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    command = [
        *WITH_THIS,
        "mariadbd",
        "--no-defaults",
        *common,
        f"--socket={sock}",
        "--skip-networking",
        f"--pid-file={folder}/pid",
    ]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while not sock.exists():
            assert process.poll() is None, "MariaDB did not start"
            time.sleep(0.1)
        subprocess.run(["mariadb", f"--socket={sock}", "-e", "CREATE DATABASE wordpress"], check=True)
        yield sock
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=int, help="the port on which to show the site, until Ctrl-C")
    parser.add_argument("--more", type=int, default=0, help="so many more posts, to time an import")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    asked = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))  # an exit leaves every block below, and so removes the folder
    with tempfile.TemporaryDirectory(prefix="wordpress-") as place:
        folder = Path(place)
        site = folder / "site"
        shutil.copytree(WORDPRESS, site, ignore=shutil.ignore_patterns("wp-config.php"))
        home = f"http://127.0.0.1:{asked.show}" if asked.show else f"https://{HOST}"
        (site / "wp-content/uploads").mkdir(parents=True, exist_ok=True)
        plugins = site / "wp-content/mu-plugins"
        plugins.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / "scripts/wordpress_fixture_types.php", plugins / "types.php")
        with database(folder) as sock:
            (site / "wp-config.php").write_text(CONFIG.format(socket=sock, site=site, home=home), "utf-8")
            script = ROOT / "scripts/wordpress_fixture.php"
            command = ["php", "-d", "memory_limit=1G", str(script), str(site), str(asked.more)]
            exported = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            start = exported.index("<?xml")
            asked.output.mkdir(parents=True, exist_ok=True)
            (asked.output / "export.xml").write_text(exported[start:], "utf-8", newline="\n")
            shutil.rmtree(asked.output / "uploads", ignore_errors=True)
            shutil.copytree(site / "wp-content/uploads", asked.output / "uploads")
            print(exported[:start], f"{asked.output}: {len(exported) // 1000} kB")
            if asked.show:
                with socket.create_server(("127.0.0.1", asked.show)):
                    pass
                with contextlib.suppress(KeyboardInterrupt):
                    router = ROOT / "scripts/wordpress_fixture_router.php"
                    show = [*WITH_THIS, "php", "-S", f"127.0.0.1:{asked.show}", "-t", str(site), str(router)]
                    subprocess.run(show, check=False)


if __name__ == "__main__":
    sys.exit(main())
