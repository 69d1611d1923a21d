// Hides dates that are over and marks those of today and tomorrow, since a static page may be read days after it was built.
// [data-until="2026-11-26"], as a registration, is hidden after that day; [data-after="2026-11-26"][hidden], as « passé », is shown then.
// [data-dates] is a list of items [data-day="2026-11-26"]; with data-show="4", only the first four that are not over are shown.
// The words « aujourd’hui » and « demain », on the script element, are added after the date, or in [data-soon] of the item, whose own text is then hidden on a screen.
// With data-quiet on the list no word is added, since the page has it elsewhere.
// For a date that is not certain, data-dates or data-soon has a phrase around the word: "prévu {day}".

const inBelgium = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Brussels", dateStyle: "short" });
const today = inBelgium.format(new Date());
const next = new Date(`${today}T12:00:00Z`);
next.setUTCDate(next.getUTCDate() + 1);
const tomorrow = next.toISOString().slice(0, 10);

const words = document.querySelector("script[data-today]").dataset;

for (const part of document.querySelectorAll("[data-until]")) part.hidden = part.dataset.until < today;
for (const part of document.querySelectorAll("[data-after]")) part.hidden = part.dataset.after >= today;

for (const list of document.querySelectorAll("[data-dates]")) {
  const items = [...list.children].filter((item) => item.dataset.day);
  const coming = items.filter((item) => item.dataset.day >= today);
  const shown = coming.slice(0, Number(list.dataset.show ?? coming.length));
  for (const item of items) item.hidden = !shown.includes(item);
  for (const item of shown) {
    const word = { [today]: words.today, [tomorrow]: words.tomorrow }[item.dataset.day];
    if (!word || "quiet" in list.dataset) continue;
    const mark = document.createElement("strong");
    mark.className = "dates__soon";
    const place = item.querySelector("[data-soon]");
    mark.textContent = (place?.dataset.soon || list.dataset.dates || "{day}").replace("{day}", word);
    if (place) place.prepend(mark, " ");
    else item.querySelector("time").after(" ", mark);
  }
}
