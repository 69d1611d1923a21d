// In place of a worker that was withdrawn (plugins/files/service_worker.py): deletes what it kept, then itself.
async function leave() {
  for (const name of await caches.keys()) if (name.startsWith({{ ours|tojson }})) await caches.delete(name);
  await self.registration.unregister();
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));
