// Keep the directory for a day without network (plugins/files/service_worker.py): once the page is there, unless data is to be saved.
// The script element names the worker, on the public site only.

const { worker } = document.querySelector("script[data-worker]")?.dataset ?? {};

if (worker && navigator.serviceWorker && !navigator.connection?.saveData) {
  addEventListener("load", () => navigator.serviceWorker.register(worker).catch(() => {}));
}
