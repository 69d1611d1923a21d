// Shows the banner (partials/banner.html), and the notes of offices about it, only between its first and its last moment,
// also on a page that was kept or stays open. A screen reader announces the banner once: when it appears on an open page,
// or on the first page of a visit. Nothing is stored for that: where the browser cannot tell the first page (Navigation
// API), the banner is not announced, but is the first landmark of the page. An embed (office_embed.html) announces nothing.

const LOOK_AGAIN = 20_000; // ms
const LONG_ENOUGH = 10_000; // ms, for a screen reader to begin to read the text

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
  // Screen readers announce a live region only if it was in the page before its text.
  setTimeout(() => voice.append(...text.cloneNode(true).childNodes), 100);
  setTimeout(() => voice.remove(), LONG_ENOUGH);
}

show();
setInterval(show, LOOK_AGAIN);
