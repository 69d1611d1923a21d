// Registers the service worker, which keeps the directory for a day without network (plugins/files/service_worker.py), unless the visitor saves data.
// The script element names it, on the public site only. `update`: Chromium alone does not update it while a tab hangs.

const { worker } = document.querySelector("script[data-worker]")?.dataset ?? {};
const keep = async () => (await navigator.serviceWorker.register(worker)).update();

if (worker && !navigator.connection?.saveData) addEventListener("load", () => keep().catch(() => {}));
