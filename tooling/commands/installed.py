"""Says whether an environment holds the packages of a lock file: ``python -I installed.py LOCK``, run by its Python.

The answer is JSON on the standard output: the version of Python, the ``fault`` in French ("" when there is none), and
the ``folders`` that hold the packages, relative to the environment. It runs before anything is installed, and so needs
the standard library only.
"""

import importlib
import json
import os
import platform
import re
import sys
from importlib import metadata
from pathlib import Path
from sysconfig import get_path

PYCACHE = "__pycache__"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?: *; *(\w+) (==|!=) '(\w+)')?", re.MULTILINE)
HERE = {"sys_platform": sys.platform, "platform_python_implementation": platform.python_implementation()}


def pins(lock: Path) -> dict[str, str]:
    """The version that ``lock`` pins of each package for this platform."""
    found = PIN.findall(lock.read_text(encoding="utf-8"))
    return {
        name: version
        for name, version, what, comparison, value in found
        if not what or (HERE[what] == value) == (comparison == "==")
    }


def normal(name: str) -> str:
    """The normalised name of a package (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def fault_of(name: str, version: str, distribution: metadata.Distribution | None) -> str:
    """The fault, in French, of the package ``name`` that should have ``version``; "" if there is none."""
    if distribution is None or not distribution.files:
        return f"{name} manque"
    if distribution.version != version:
        return f"{name} est à la version {distribution.version} au lieu de {version}"
    for file in distribution.files:
        path = Path(str(distribution.locate_file(file)))
        # Compiled files do not count: Python makes them again when they are missing.
        if file.parent.name != PYCACHE and not (path.is_file() and file.size in (None, path.stat().st_size)):
            return f"{name} est incomplet : {file}"
    for module in sorted(modules(distribution.files)):
        try:
            importlib.import_module(module)
        except Exception:
            return f"{name} ne se charge pas"
    return ""


def modules(files: list[metadata.PackagePath]) -> set[str]:
    """The public top-level modules among the files of a package."""
    folders = {file.parts[0] for file in files if file.name == "__init__.py" and len(file.parts) == 2}
    alone = {file.stem for file in files if file.suffix == ".py" and len(file.parts) == 1}
    return {name for name in folders | alone if name.isidentifier() and not name.startswith("_")}


def inspect_packages(lock: Path) -> dict[str, object]:
    """The answer described in the module's docstring."""
    places = [get_path("purelib"), get_path("platlib")]
    here = {normal(each.metadata["Name"] or ""): each for each in metadata.distributions(path=places)}
    wanted = pins(lock)
    faults = (fault_of(name, version, here.get(normal(name))) for name, version in wanted.items())
    fault = next((each for each in faults if each), "")
    installed = [here[normal(name)] for name in wanted] if not fault else []
    paths = [each.locate_file(file) for each in installed for file in each.files or () if file.parent.name != PYCACHE]
    folders = {os.path.relpath(Path(str(path)).parent, sys.prefix) for path in paths}
    return {"python": sys.version_info[:2], "fault": fault, "folders": sorted(folders)}


if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(inspect_packages(Path(sys.argv[1]))))  # after whatever a package prints
