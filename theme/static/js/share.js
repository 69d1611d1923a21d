// Makes the buttons work that need a script: copy a text, share the page with the phone's own dialogue, print it.
// Markup: a button with data-copy="the text", data-share="the text" or data-print, inside of an element that is hidden
// or invisible ([data-waiting]) until the browser is known to have the function; after a copy, [data-told] beside the button, or
// else the first of the page, shows the text of data-done or data-failed.

/** Show a button, which calls `act` when it is pressed. */
function offer(button, act) {
  const place = button.closest("[hidden], [data-waiting]");
  place.hidden = false;
  delete place.dataset.waiting;
  button.addEventListener("click", act);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const told = button.parentElement.querySelector("[data-told]") ?? document.querySelector("[data-told]");
  offer(button, async () => {
    const { copy, done, failed } = button.dataset;
    told.textContent = await navigator.clipboard.writeText(copy).then(() => done, () => failed);
  });
}

for (const button of document.querySelectorAll("[data-share]")) {
  const data = { title: document.title, text: button.dataset.share, url: location.origin + location.pathname };
  // The promise is rejected too where the visitor closes the dialogue, which is no failure.
  if (navigator.canShare?.(data)) offer(button, () => navigator.share(data).catch(() => {}));
}

for (const button of document.querySelectorAll("[data-print]")) offer(button, () => print());

// iPhones do not open « geo: »: search for the place with Apple Maps instead.
for (const link of document.querySelectorAll("a[data-place]")) {
  if (/iP(?:hone|ad|od)/.test(navigator.userAgent)) {
    link.href = `https://maps.apple.com/?q=${encodeURIComponent(link.dataset.place)}`;
  }
}
