"""Draws pictures for the tests."""

import io
import random

from PIL import Image


def noise(width, height, mode="RGB"):
    """A picture with as many colours as a photograph, the same at every run."""
    small = Image.frombytes("RGB", (97, 61), random.Random(1).randbytes(97 * 61 * 3))
    return small.resize((width, height), Image.Resampling.BICUBIC).convert(mode)


def flat(width, height, colour="#cf2030", mode="RGB"):
    return Image.new(mode, (width, height), colour)


def halves(width, height, upper="#cf2030", lower="#1b4a9c", mode="RGB"):
    """A picture that is red above and blue below, which shows how it is turned."""
    image = Image.new(mode, (width, height), lower)
    image.paste(upper, (0, 0, width, height // 2))
    return image


def encoded(image, format="JPEG", **options):
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


JPEG = encoded(noise(64, 48))
