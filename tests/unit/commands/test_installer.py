"""Installing with the real pip, from a folder or a local server: where packages go, and how failures are explained."""

import base64
import hashlib
import importlib.util
import os
import platform
import shutil
import socket
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.tables import each_row
from tooling.commands import environment, installer
from tooling.commands.environment import SetupFailed, Unusable, inspect_environment

WHEEL = "essai-1.0-py3-none-any.whl"
FILES = {
    "essai/__init__.py": "from essai.part import SAID\n",
    "essai/part.py": "SAID = 1\n",
    "essai-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: essai\nVersion: 1.0\n",
    "essai-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}


def digest(text):
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project whose lock file names one package, with the wheel of the package and an environment.

    Its pip is a link to the pip of the tests: unpacking the one that Python brings along takes three seconds.
    """
    root = tmp_path_factory.mktemp("project")
    rows = [f"{name},sha256={digest(text)},{len(text)}\n" for name, text in FILES.items()]
    with zipfile.ZipFile(root / WHEEL, "w") as wheel:
        for name, text in FILES.items():
            wheel.writestr(name, text)
        wheel.writestr("essai-1.0.dist-info/RECORD", "".join(rows) + "essai-1.0.dist-info/RECORD,,\n")
    found = hashlib.sha256((root / WHEEL).read_bytes()).hexdigest()
    others = (
        "absent==3 ; sys_platform == 'elsewhere'",
        f"away==3 ; platform_python_implementation != '{platform.python_implementation()}'",
    )
    (root / "requirements.lock").write_text(
        f"essai==1.0 \\\n    --hash=sha256:{found}\n"
        + "".join(f"{other} \\\n    --hash=sha256:0\n" for other in others)
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(environment, "has", lambda module: False)
        environment.make_venv(root / ".venv")
    if own := importlib.util.find_spec("pip"):  # otherwise pip comes from the system, as on Debian
        (packages_in(root / ".venv") / "pip").symlink_to(Path(own.origin).parent)
    return root


def packages_in(folder):
    """The site-packages folder of an environment."""
    (found,) = [*folder.glob("lib/python*/site-packages"), *folder.glob("Lib/site-packages")]
    return found


@pytest.fixture
def folder(project, monkeypatch):
    """The environment, without any setting of pip from this machine; the installed package is removed at the end."""
    for name in list(os.environ):
        if name.startswith("PIP_") or name in installer.MISLEADING:
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    yield project / ".venv"
    for made in (project / ".venv").rglob("essai*"):
        shutil.rmtree(made)


@pytest.fixture
def packages(project, folder):
    """The site-packages folder, with the package of the lock file installed."""
    with zipfile.ZipFile(project / WHEEL) as wheel:
        wheel.extractall(packages_in(folder))
    return packages_in(folder)


def lock(project):
    return project / "requirements.lock"


def settings(tmp_path, text):
    (tmp_path / "pip.conf").write_text(text.format(there=tmp_path))
    return {"PIP_CONFIG_FILE": str(tmp_path / "pip.conf")}


def settings_of_the_user(home, text):
    folder = home / ("pip" if os.name == "nt" else ".pip")
    folder.mkdir()
    (folder / ("pip.ini" if os.name == "nt" else "pip.conf")).write_text(text.format(there=home))
    return {"PIP_CONFIG_FILE": "", "HOME": str(home), "USERPROFILE": str(home)}


def test_no_setting_of_the_machine_sends_the_packages_elsewhere(project, folder, monkeypatch, tmp_path):
    """Neither the variables of the environment, nor the user's settings file, nor the file that a variable names."""
    redirects = {
        **settings_of_the_user(tmp_path, "[global]\ntarget = {there}/x\n"),
        **settings(
            tmp_path,
            "[global]\ntarget = {there}/x\n"
            "[install]\ndry-run = yes\nuser = yes\nprefix = {there}/x\nconstraint = {there}/none\n",
        ),
        **dict.fromkeys(("PIP_TARGET", "PIP_ROOT", "PYTHONUSERBASE"), str(tmp_path / "x")),
        "PIP_PREFIX": "/x",
        "PIP_USER": "1",
        "PYTHONPATH": str(tmp_path),
        "PIP_PYTHON": str(tmp_path),
    }
    for name, value in redirects.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(project))
    installer.install(folder, lock(project))
    assert any(name.endswith("site-packages/essai") for name in inspect_environment(folder, lock(project)))
    assert not (tmp_path / "x").exists()


def test_the_settings_that_say_how_to_reach_the_packages_are_kept(folder, monkeypatch, tmp_path):
    written = (
        "[global]\nindex-url = http://a/\nproxy = http://p:1\nuser = yes\nquiet = 2\n[install]\nindex-url = http://b/\n"
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", settings(tmp_path, written)["PIP_CONFIG_FILE"])
    monkeypatch.setenv("PIP_CERT", "/c.pem")
    monkeypatch.setenv("PIP_PROXY", "http://q:2")
    monkeypatch.setenv("PIP_TARGET", "x")
    variables = installer.pip_variables(installer.pip(folder))
    kept = {name: value for name, value in variables.items() if name.startswith("PIP_")}
    expected = {"PIP_INDEX_URL": "http://b/", "PIP_PROXY": "http://q:2", "PIP_CERT": "/c.pem", "PIP_NO_CACHE_DIR": "1"}
    assert kept.items() >= {**expected, "PIP_CONFIG_FILE": os.devnull}.items()
    assert not kept.keys() & {"PIP_TARGET", "PIP_USER"}


def test_settings_that_cannot_be_read_are_told_in_french(folder, monkeypatch, tmp_path):
    monkeypatch.setenv("PIP_CONFIG_FILE", settings(tmp_path, "[glo")["PIP_CONFIG_FILE"])
    with pytest.raises(SetupFailed, match="la configuration de pip de cet ordinateur est illisible"):
        installer.pip_variables(installer.pip(folder))


class Server(BaseHTTPRequestHandler):
    """A package index that answers normally, badly or not at all, as ``way`` of its server object says."""

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.server.way == "silent":
            self.server.over.wait(60)
        elif self.server.way == "broken":
            self.send_error(500)
        elif self.path.endswith(".whl"):
            content = (self.server.root / WHEEL).read_bytes()
            self.answer("application/zip", content, content[: len(content) // 2])
        else:
            page = f'<!DOCTYPE html><a href="/{WHEEL}">{WHEEL}</a>'.encode()
            self.answer("text/html", page, page)

    def answer(self, kind, promised, sent):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(promised)))
        self.end_headers()
        self.wfile.write(sent)
        self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture
def server(project, folder, monkeypatch):
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        server.root, server.asked, server.over, server.way = project, [], threading.Event(), ""
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{server.server_port}/simple/")
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield server
        server.over.set()
        server.shutdown()
        thread.join()


@pytest.mark.endurance
@pytest.mark.parametrize(
    ("way", "cause", "requests"),
    [("broken", "est en panne", 6), ("cut", "est arrivé coupé en route", 4), ("silent", "ne répond pas", 3)],
)
def test_a_failed_installation_names_its_cause(project, folder, server, monkeypatch, way, cause, requests):
    server.way = way
    monkeypatch.setenv("PIP_TIMEOUT", "0.3" if way == "silent" else "5")
    with pytest.raises(SetupFailed) as failure:
        installer.install(folder, lock(project))
    assert cause in str(failure.value)
    assert len(server.asked) >= requests


@pytest.mark.endurance
def test_a_silence_of_the_server_is_told_while_it_lasts(project, folder, server, monkeypatch, capsys):
    server.way = "silent"
    monkeypatch.setattr(installer, "SILENCE", 0.1)
    monkeypatch.setenv("PIP_TIMEOUT", "0.5")
    with pytest.raises(SetupFailed):
        installer.install(folder, lock(project))
    assert "J’attends une réponse du serveur des paquets…\n" in capsys.readouterr().err


def test_a_server_that_is_not_there_is_told(project, folder, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    reaching = {"PIP_INDEX_URL": f"http://127.0.0.1:{port}/simple/", "NO_PROXY": "127.0.0.1"}
    monkeypatch.setattr(installer, "pip_variables", lambda command: os.environ | reaching)  # pip starts slowly
    with pytest.raises(SetupFailed, match="pas de connexion à l’internet, ou le serveur des paquets ne répond pas"):
        installer.install(folder, lock(project))


def test_an_environment_is_made_with_the_pip_that_python_brings_along(monkeypatch, tmp_path):
    made = []
    monkeypatch.setattr("venv.create", lambda folder, **options: made.append(options["with_pip"]))
    for brought in (True, False):
        monkeypatch.setattr(environment, "has", lambda module, brought=brought: module == "ensurepip" and brought)
        environment.make_venv(tmp_path)
    assert made == [True, False]


def test_an_environment_without_pip_is_filled_by_the_pip_of_the_system(monkeypatch, tmp_path):
    monkeypatch.setattr(installer, "has", lambda module: True)
    assert installer.pip(tmp_path)[1:] == ["-m", "pip", "--python", str(tmp_path / installer.PYTHON_IN_VENV)]
    (tmp_path / "lib/python3.99/site-packages/pip").mkdir(parents=True)
    assert installer.pip(tmp_path) == [str(tmp_path / installer.PYTHON_IN_VENV), "-m", "pip"]


def test_a_machine_without_pip_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(installer, "has", lambda module: False)
    with pytest.raises(SetupFailed, match="Installez les paquets python3-pip et python3-venv"):
        installer.pip(tmp_path)


def test_what_pip_is_busy_with_is_told():
    said = ["\n", "Collecting x\n", "  Downloading x.whl (3 MB)\n"]
    assert "démarre" in installer.waiting_for(said[:1])
    assert "se télécharge" in installer.waiting_for(said)
    assert "réponse du serveur" in installer.waiting_for([*said, "Collecting y"])
    assert "se mettent en place" in installer.waiting_for([*said, "Installing collected packages: x", "  x"])


def test_an_installation_that_goes_on_is_told_from_time_to_time():
    said, told = [], []
    for line in [*[f"Collecting x{number}" for number in range(25)], "Installing collected packages: x0", "done", ""]:
        said.append(line)
        told.append(installer.progress(said))
    assert [each for each in told if each] == [
        "10 paquets demandés…",
        "20 paquets demandés…",
        "Les paquets se mettent en place dans le dossier .venv…",
    ]


def test_an_interrupted_installation_leaves_no_pip_behind(monkeypatch):
    started = []

    class Process(installer.subprocess.Popen):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            started.append(self)

    def interrupt(said):
        raise KeyboardInterrupt

    monkeypatch.setattr(installer.subprocess, "Popen", Process)
    monkeypatch.setattr(installer, "SILENCE", 0.01)
    monkeypatch.setattr(installer, "waiting_for", interrupt)
    with pytest.raises(KeyboardInterrupt):
        installer.listen([environment.sys.executable, "-c", "import time; time.sleep(60)"], dict(os.environ))
    assert started[0].returncode


def test_an_environment_that_holds_what_the_lock_file_names_has_no_fault(project, folder, packages):
    names = inspect_environment(folder, lock(project))
    assert (packages / "essai").relative_to(folder).as_posix() in names


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (lambda site: shutil.rmtree(site / "essai-1.0.dist-info"), "essai manque"),
        (lambda site: (site / "essai/part.py").unlink(), "essai est incomplet : essai/part.py"),
        (lambda site: (site / "essai/part.py").write_text(""), "essai est incomplet : essai/part.py"),
        (lambda site: (site / "essai-1.0.dist-info/RECORD").unlink(), "essai manque"),
        (lambda site: (site / "essai/part.py").write_text("SAD = 1\n "), "essai ne se charge pas"),
        (
            lambda site: (site / "essai-1.0.dist-info/METADATA").write_text("Name: essai\nVersion: 0.9\n"),
            "essai est à la version 0.9 au lieu de 1.0",
        ),
    ],
)
def test_a_fault_of_a_package_is_found_and_named(project, folder, packages, harm, fault):
    harm(packages)
    with pytest.raises(Unusable) as found:
        inspect_environment(folder, lock(project))
    assert str(found.value) == fault


def test_a_python_that_does_not_start_is_a_fault(project, tmp_path):
    python = tmp_path / environment.PYTHON_IN_VENV
    python.parent.mkdir()
    python.write_text("x")
    with pytest.raises(Unusable, match="son Python ne démarre pas"):
        inspect_environment(tmp_path, lock(project))


def test_a_python_that_is_too_old_is_a_fault(project, folder, packages, monkeypatch):
    monkeypatch.setattr(environment, "OLDEST_PYTHON", (99, 0))
    with pytest.raises(Unusable, match="son Python est trop ancien"):
        inspect_environment(folder, lock(project))


@each_row("name", environment.LOCKS)
def test_the_platforms_of_the_lock_files_are_understood(name):
    from tooling.commands.installed import PIN

    text = Path(environment.ROOT, name).read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith((" ", "#"))]
    assert all(PIN.fullmatch(line.rstrip(" \\")) for line in lines)
