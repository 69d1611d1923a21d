// Keeps the directory readable without network (plugins/files/service_worker.py). Pages come from the network whenever it answers.
const OURS = {{ ours|tojson }};
const CACHE = OURS + "{{ version }}";
const KEPT = {{ files|tojson }}; // the digest of each file, by its address
const MARK = {{ mark|tojson }};
const MESSAGE = {{ message|tojson }};
const LASTING = "/{{ THEME_STATIC_DIR }}/"; // below it, the name of a file has a hash of its content
const SOON = 4000; // ms, for the headers of an answer and again for its body, where a kept copy can replace it
const IN_TIME = 10000; // ms, where no copy can
const WORDS = {
  offline: {% filter tojson %}{% trans %}Hors ligne.{% endtrans %}{% endfilter %},
  offlineSince: {% filter tojson %}{% trans %}Hors ligne : voici la page telle qu’elle était le {date}.{% endtrans %}{% endfilter %},
  silent: {% filter tojson %}{% trans %}Le site ne répond pas.{% endtrans %}{% endfilter %},
  silentSince: {% filter tojson %}{% trans %}Le site ne répond pas : voici la page telle qu’elle était le {date}.{% endtrans %}{% endfilter %},
};

const kept = async (address) => (await caches.open(CACHE)).match(address);

const type = ({ headers }) => headers.get("content-type")?.split(";")[0];

// Returns `get`, a fetch that is aborted when it gets no answer within `limit` ms, and `within`, the same limit for what
// follows: a request that hangs shows nothing, and keeps the next worker waiting too.
function patience(limit) {
  const line = new AbortController();
  const within = (promise) => {
    const timer = setTimeout(() => line.abort(), limit);
    return promise.finally(() => clearTimeout(timer));
  };
  const get = (request, options) => within(fetch(request, { cache: "no-cache", ...options, signal: line.signal }));
  return { within, get };
}

// Only the exact bytes of this publication are kept: no page of an earlier or a later one, nor the log-in page of a
// Wi-Fi. A failed request is sent once more, past the browser's own cache.
async function keep() {
  const cache = await caches.open(CACHE);
  const one = async ([address, integrity]) => {
    const same = address.startsWith(LASTING) && (await caches.match(address));
    const get = (options) => patience(IN_TIME).get(address, { integrity, ...options });
    await cache.put(address, same || (await get().catch(() => get({ cache: "reload" }))));
  };
  try {
    await Promise.all(Object.entries(KEPT).map(one));
  } catch (failure) {
    await caches.delete(CACHE);
    throw failure;
  }
  await self.skipWaiting();
}

async function tidy() {
  for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

// Returns a kept page with a note above its text: why it is shown (a key of WORDS), and since when it is kept.
async function marked(page, why) {
  const received = new Date(page.headers.get("date") ?? NaN);
  const format = new Intl.DateTimeFormat("{{ language.intl }}", { dateStyle: "long", timeZone: "{{ TIMEZONE }}" });
  const words = Number.isNaN(received.valueOf())
    ? WORDS[why]
    : WORDS[`${why}Since`].replace("{date}", format.format(received){{ '.replace(/^1 /, "1er ")'|safe if language.is_of_content }});
  const text = await page.text();
  return new Response(text.replace(/<main\b[^>]*>/, (main) => `${main}<p class="offline-note" role="status">${words}</p>`), page);
}

// Whether an answer is the site's: a file of the same type as the kept copy, or the site's own « not found ». Else it comes
// from a host in trouble, or from a network that asks for a log-in first.
function isOurs(answer, text, copy) {
  const page = type(answer) === "text/html" && text.includes(MARK);
  return answer.ok ? type(answer) === type(copy) && (page || type(copy) !== "text/html") : page && [404, 410].includes(answer.status);
}

async function fresh(request, address, copy) {
  let why = "silent";
  try {
    const { get, within } = patience(SOON);
    const answer = await get(request, { redirect: "follow" });
    const text = await within(answer.text());
    if (isOurs(answer, text, copy)) return answer.redirected ? Response.redirect(answer.url) : new Response(text, answer);
  } catch (failure) {
    if (failure.name !== "AbortError") why = "offline";
  }
  return address.endsWith("/") && request.mode === "navigate" ? marked(copy, why) : copy;
}

// Returns a page that is passed on as it arrives; it fails when nothing arrives within the limit.
function passed(page, within) {
  const reader = page.body.getReader();
  const pull = async (out) => {
    const { done, value } = await within(reader.read());
    if (done) out.close();
    else out.enqueue(value);
  };
  return new Response(new ReadableStream({ pull, cancel: (reason) => reader.cancel(reason) }), page);
}

async function withoutCopy(request) {
  try {
    const { get, within } = patience(IN_TIME);
    const answer = await get(request);
    return answer.body ? passed(answer, within) : answer;
  } catch (failure) {
    const message = request.mode === "navigate" && MESSAGE && (await kept(MESSAGE));
    if (message) return message;
    throw failure;
  }
}

async function respond(request, address) {
  const copy = address in KEPT && (await kept(address));
  if (!copy) return withoutCopy(request);
  return address.startsWith(LASTING) ? copy : fresh(request, address, copy);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const isPage = request.mode === "navigate" && !/\.\w+$/.test(pathname); // not a document, which may take minutes to come
  if (isPage || pathname in KEPT) event.respondWith(respond(request, pathname));
});
