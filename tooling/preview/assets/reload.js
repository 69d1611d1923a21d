// Reloads the page when the preview has another version of the site than the one this page came from.
const { version } = document.currentScript.dataset;
let stream = null;

function listen() {
  if (stream || document.hidden) return;
  stream = new EventSource("/_preview/events");
  stream.addEventListener("message", (event) => {
    if (event.data !== version) location.reload();
  });
}

// A browser keeps only six connections to one server: a page that nobody sees gives its own back.
function rest() {
  stream?.close();
  stream = null;
}

document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
addEventListener("pagehide", rest);
addEventListener("pageshow", listen);
listen();
// Who leaves is not held back by a reload; a link that only downloads something leaves nothing.
addEventListener("beforeunload", () => {
  rest();
  setTimeout(listen, 5000);
});
