// The actions on an address that need a script: copy it, share it with the phone's own dialogue, print the page.
// Markup: a button with data-copy="the text", data-share="the text" or data-print, inside of an element that is hidden
// or invisible until the action is known to work; the outcome of a copy is shown in [data-told], beside it or else in the page, in the words of
// data-done and data-failed.

/** Show the button and let it act. */
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
  // Closing the sheet of the system without choosing is not a failure.
  if (navigator.canShare?.(data)) offer(button, () => navigator.share(data).catch(() => {}));
}

for (const button of document.querySelectorAll("[data-print]")) offer(button, () => print());

// iPhones do not open « geo: »: the same search with the address that Apple Maps opens.
for (const link of document.querySelectorAll("a[data-place]")) {
  if (/iP(?:hone|ad|od)/.test(navigator.userAgent)) {
    link.href = `https://maps.apple.com/?q=${encodeURIComponent(link.dataset.place)}`;
  }
}
