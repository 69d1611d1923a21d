"""Write deploy/nginx.conf and deploy/apache.htaccess, the policy of tooling/hosting/policy.py for these web servers.

.venv/bin/python scripts/deploy_files.py            # rewrites them
.venv/bin/python scripts/deploy_files.py --check    # exit code 1 where they are out of date
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tooling.hosting import host_files  # noqa: E402 - found only once the path is set

FILES = {"deploy/nginx.conf": host_files.nginx, "deploy/apache.htaccess": host_files.htaccess}


def main(arguments: list[str]) -> int:
    old = [name for name, made in FILES.items() if not same(ROOT / name, made())]
    if arguments == ["--check"]:
        if old:
            print(f"{', '.join(old)}: out of date; run scripts/{Path(__file__).name}")
        return int(bool(old))
    for name in old:
        (ROOT / name).write_text(FILES[name](), "utf-8", newline="\n")
    return 0


def same(file: Path, text: str) -> bool:
    return file.is_file() and file.read_bytes() == text.encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
