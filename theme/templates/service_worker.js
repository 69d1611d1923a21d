// Keeps the directory readable without network (plugins/files/service_worker.py). Pages come from the network whenever there is one.
const OURS = "cainamur-";
const CACHE = OURS + "{{ version }}";
const KEPT = {{ files|tojson }};
const MESSAGE = {{ message|tojson }};
const LASTING = "/{{ THEME_STATIC_DIR }}/"; // below it, a name tells the content
const WORDS = {
  offline: {% filter tojson %}{% trans %}Hors ligne.{% endtrans %}{% endfilter %},
  since: {% filter tojson %}{% trans %}Hors ligne : voici la page telle qu’elle était le {date}.{% endtrans %}{% endfilter %},
};

const kept = async (address) => (await caches.open(CACHE)).match(address);

async function keep() {
  const cache = await caches.open(CACHE);
  const one = async (address) => {
    const same = address.startsWith(LASTING) && (await caches.match(address));
    const answer = same || (await fetch(address, { cache: "no-cache" }));
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    await cache.put(address, answer);
  };
  await Promise.all(KEPT.map(one));
  await self.skipWaiting();
}

async function tidy() {
  for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

// The page says that it was kept, and since when.
async function marked(page) {
  const received = new Date(page.headers.get("date") ?? NaN);
  const format = new Intl.DateTimeFormat("{{ DEFAULT_LANG }}", { dateStyle: "long", timeZone: "Europe/Brussels" });
  const words = Number.isNaN(received.valueOf())
    ? WORDS.offline
    : WORDS.since.replace("{date}", format.format(received).replace(/^1 /, "1er "));
  const text = await page.text();
  return new Response(text.replace(/<main\b[^>]*>/, (main) => `${main}<p class="offline-note" role="status">${words}</p>`), page);
}

async function fresh(request, address) {
  try {
    return await fetch(request, { cache: "no-cache" });
  } catch (failure) {
    const page = await kept(address);
    const isPage = request.mode === "navigate" && address.endsWith("/");
    if (page) return isPage ? marked(page) : page;
    const message = request.mode === "navigate" && MESSAGE && (await kept(MESSAGE));
    if (message) return message;
    throw failure;
  }
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith(LASTING)) {
    if (KEPT.includes(pathname)) event.respondWith(kept(pathname).then((asset) => asset ?? fetch(request)));
  } else if (request.mode === "navigate" || KEPT.includes(pathname)) {
    event.respondWith(fresh(request, pathname));
  }
});
