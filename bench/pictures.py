"""Times two builds of a site with fifty photographs of 12 megapixels. Nothing is kept, and no test runs this.

    .venv/bin/python -m bench.pictures [how many]

Prints the wall-clock and processor time of the first build and of the second, with the load of the machine. Other
programs slow down the wall clock, but hardly change the processor time.
"""

import io
import os
import random
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
SIZE = (4000, 3000)
GPS, ORIENTATION = 0x8825, 0x0112


def photograph(seed: int) -> bytes:
    """A JPEG like a camera's: large forms, details, noise, one of four orientations, a GPS position."""
    chance = random.Random(seed)
    layers = [
        Image.frombytes("RGB", size, chance.randbytes(3 * size[0] * size[1])).resize(SIZE, Image.Resampling.BICUBIC)
        for size in ((20, 15), (400, 300), SIZE)
    ]
    image = Image.blend(Image.blend(layers[0], layers[1], 0.25), layers[2], 0.08)
    exif = Image.Exif()
    exif[ORIENTATION] = chance.choice((1, 3, 6, 8))
    exif.get_ifd(GPS).update({1: "N", 2: (50.0, 28.0, 1.0), 3: "E", 4: (4.0, 51.0, 57.0)})
    file = io.BytesIO()
    image.save(file, "JPEG", quality=93, exif=exif)
    return file.getvalue()


def write(folder: Path, count: int) -> None:
    """Write a content folder with one page that shows ``count`` photographs."""
    (folder / "images").mkdir(parents=True)
    (folder / "pages").mkdir()
    with ProcessPoolExecutor() as pool:
        for number, data in enumerate(pool.map(photograph, range(count))):
            (folder / f"images/photo-{number}.jpg").write_bytes(data)
    shown = "\n\n".join(f"![Des taches de couleur](/images/photo-{number}.jpg)" for number in range(count))
    (folder / "pages/photos.md").write_text(f"---\ntitre: Photos\nresume: Un essai.\n---\n\n{shown}\n", "utf-8")


def timed(what: str, *command: str) -> None:
    before, started = os.times(), time.monotonic()
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True)
    after, wall = os.times(), time.monotonic() - started
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    print(f"{what:28}{wall:6.1f} s, processors {spent:6.1f} s, load {os.getloadavg()[0]:.1f}", flush=True)


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content, output, cache = (Path(folder) / name for name in ("content", "output", "cache"))
        write(content, count)
        weight = sum(file.stat().st_size for file in content.rglob("*.jpg")) / 1_000_000
        print(f"{count} photographs of {SIZE[0]} × {SIZE[1]}, {weight:.0f} MB, {os.cpu_count()} processors")
        settings = ("-s", "pelicanconf.py", "-e", f'CACHE_PATH="{cache}"', "--fatal", "warnings")
        build = ("-m", "pelican", str(content), "-o", str(output), *settings)
        nothing = Path(folder) / "nothing"
        nothing.mkdir()
        timed("site without pictures", "-m", "pelican", str(nothing), "-o", str(Path(folder) / "out"), *settings)
        timed("first build", *build)
        timed("second build", *build)
        known = f"Path({str(content)!r}), date(2026, 11, 23), cache=Path({str(cache)!r})"
        check = f"from plugins.desk.check import *; main({known})"
        timed("verifier, pictures known", "-c", check)
        timed("verifier, pictures unknown", "-c", check.replace(str(cache), f"{cache}-2"))
        made = [file for file in output.rglob("*") if file.parent.name == "images"]
        print(f"{len(made)} files, {sum(file.stat().st_size for file in made) / 1_000_000:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
