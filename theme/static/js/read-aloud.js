// Adds a button that reads the page aloud, at the end of the masthead so that title, date and number do not move.
// Only voices on the device itself are used, so that nothing is sent anywhere; without one for the language of the page
// there is no button. French phrases are read by a French voice. The text of the button is data-listen of the script element.

const READ = "h1, h2, h3, h4, p, li, dt, dd, address, summary";
const speech = window.speechSynthesis;
const page = document.querySelector("main");

/** A voice on the device for a language, if there is one. @param {string} language */
function voiceFor(language) {
  const own = speech.getVoices().filter((voice) => voice.localService);
  return own.find((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === language.toLowerCase().split("-")[0]);
}

/** The visible blocks of text, to be read one by one: some browsers cut off a long text. */
function blocks() {
  const all = [...page.querySelectorAll(READ)].filter((block) => !block.querySelector(READ) && !block.closest(".read-aloud"));
  return all.filter((block) => block.checkVisibility?.() ?? block.offsetParent);
}

function offer() {
  if (document.querySelector(".read-aloud") || !voiceFor(document.documentElement.lang)) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet";
  button.textContent = document.querySelector("script[data-listen]").dataset.listen;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? stop(button) : start(button)));
  const place = document.createElement("p");
  place.className = "read-aloud";
  place.append(button);
  (page.querySelector(".masthead__inner, .wrap") ?? page).append(place);
}

function start(button) {
  speech.cancel();
  let last;
  for (const block of blocks()) {
    const language = block.closest("[lang]").lang;
    const voice = voiceFor(language);
    if (!voice) continue;
    last = new SpeechSynthesisUtterance(block.innerText);
    last.lang = language;
    last.voice = voice;
    speech.speak(last);
  }
  if (!last) return;
  button.setAttribute("aria-pressed", "true");
  last.addEventListener("end", () => button.setAttribute("aria-pressed", "false"));
}

function stop(button) {
  speech.cancel();
  button.setAttribute("aria-pressed", "false");
}

if (speech && page) {
  offer();
  speech.addEventListener?.("voiceschanged", offer); // some browsers know their voices a moment later
  addEventListener("pagehide", () => speech.cancel());
}
