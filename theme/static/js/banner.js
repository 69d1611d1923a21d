// A page that was kept, or stays open, shows the banner from its hour to its hour and no longer (partials/banner.html).
// It is said aloud once: when it comes up while one reads, or on the first page of a visit. Nothing is kept for that: a
// browser that cannot tell which page is the first leaves the banner to be met, as the first landmark of the page. In the
// page of a partner the card of an office notes it, and says nothing aloud (office_embed.html).

const LOOK_AGAIN = 20_000;
const LONG_ENOUGH = 10_000; // for a screen reader to take it up

const banner = document.querySelector(".banner");
const notes = [...document.querySelectorAll("[data-banner-from]")];
let told = globalThis.navigation?.currentEntry?.index !== 0;

function show() {
  const now = Date.now();
  const wasHidden = banner?.hidden;
  for (const note of notes) {
    note.hidden = now < Date.parse(note.dataset.bannerFrom) || now >= Date.parse(note.dataset.bannerUntil);
  }
  if (banner && !banner.hidden && (wasHidden || !told)) say(banner.querySelector("[data-banner-text]"));
}

function say(text) {
  told = true;
  const voice = document.createElement("div");
  voice.className = "visually-hidden";
  voice.setAttribute("role", banner.classList.contains("banner--urgent") ? "alert" : "status");
  banner.append(voice);
  // A region is listened to before it has words.
  setTimeout(() => voice.append(...text.cloneNode(true).childNodes), 100);
  setTimeout(() => voice.remove(), LONG_ENOUGH);
}

show();
setInterval(show, LOOK_AGAIN);
