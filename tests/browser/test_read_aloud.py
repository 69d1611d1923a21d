"""The button that reads a page aloud, with a speech synthesis that records the texts instead of speaking them."""

import re
from types import SimpleNamespace

import pytest

OFFICE = "/bureaux/couvin/"
SPEECH = """
(() => {
  const listeners = {};
  const said = (window.said = []);
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; }
  };
  const speech = {
    voices: VOICES,
    getVoices: () => speech.voices,
    speak: (utterance) => said.push(utterance),
    cancel: () => { said.length = 0; sessionStorage.cancelled = Number(sessionStorage.cancelled ?? 0) + 1; },
    addEventListener: (type, act) => (listeners[type] = act),
    come: (voices) => { speech.voices = voices; listeners.voiceschanged(); },
  };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
})();
"""
ARABIC = '{ lang: "ar-SA", localService: true }'
FRENCH = '{ lang: "fr_BE", localService: true }'
DISTANT = '{ lang: "ar", localService: false }'


@pytest.fixture
def listen(chromium, address, built):
    """Opens an office as a page in Arabic, on a device with these voices."""
    contexts = []
    (script,) = (built.folder / "theme/js").glob("languages.*.js")

    def open_page(*voices):
        context = chromium.new_context(base_url=address)
        contexts.append(context)
        page = context.new_page()

        def in_arabic(route):
            answer = route.fetch()
            text = re.sub(r"/theme/js/main\.\w+\.js", f"/theme/js/{script.name}", answer.text())
            text = text.replace('<html lang="fr"', '<html lang="ar"').replace(
                " data-today=", ' data-listen="Listen" data-today='
            )
            text = text.replace("</h1>", '</h1><p lang="fr">En français</p><p hidden>Hidden</p>', 1)
            route.fulfill(response=answer, body=text)

        page.route(f"**{OFFICE}", in_arabic)
        page.add_init_script(SPEECH.replace("VOICES", f"[{', '.join(voices)}]"))
        page.goto(OFFICE)
        return SimpleNamespace(page=page, button=page.get_by_role("button", name="Listen"))

    yield open_page
    for context in contexts:
        context.close()


def said(page):
    return page.evaluate("() => said.map((each) => each.text)")


def test_by_keyboard_a_page_is_read_and_stopped(listen):
    visit = listen(ARABIC)
    visit.button.focus()
    visit.page.keyboard.press("Enter")
    assert visit.button.get_attribute("aria-pressed") == "true"
    assert visit.page.locator("h1").inner_text() in said(visit.page)
    visit.page.keyboard.press("Space")
    assert visit.button.get_attribute("aria-pressed") == "false"
    assert said(visit.page) == []


def test_what_is_seen_is_read_once_and_in_its_own_language(listen):
    visit = listen(ARABIC, FRENCH)
    visit.button.click()
    texts = said(visit.page)
    assert texts.count("En français") == 1
    assert not {"Hidden", "Listen"} & set(texts)
    languages = visit.page.evaluate("() => said.map((each) => [each.lang, each.voice.lang])")
    assert {tuple(pair) for pair in languages} == {("ar", "ar-SA"), ("fr", "fr_BE")}


def test_french_is_left_out_where_no_voice_speaks_it(listen):
    visit = listen(ARABIC)
    visit.button.click()
    assert "En français" not in said(visit.page)


@pytest.mark.parametrize("voices", [(), (FRENCH,), (DISTANT,)])
def test_without_a_voice_of_the_device_in_that_language_there_is_no_button(listen, voices):
    visit = listen(*voices)
    visit.page.wait_for_function("() => document.readyState === 'complete'")
    assert visit.button.count() == 0


def test_a_voice_may_come_later(listen):
    visit = listen()
    visit.page.evaluate(f"() => {{ speechSynthesis.come([{ARABIC}]); speechSynthesis.come([{ARABIC}]); }}")
    assert visit.button.count() == 1


def test_at_the_end_the_button_is_released(listen):
    visit = listen(ARABIC)
    visit.button.click()
    visit.page.evaluate("() => said.at(-1).dispatchEvent(new Event('end'))")
    assert visit.button.get_attribute("aria-pressed") == "false"


def test_leaving_stops_the_voice(listen):
    visit = listen(ARABIC)
    visit.button.click()
    before = int(visit.page.evaluate("() => sessionStorage.cancelled"))
    visit.page.goto("/")
    assert int(visit.page.evaluate("() => sessionStorage.cancelled")) == before + 1
