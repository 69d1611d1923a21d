// A static page may be read days after it was built: hide the dates that are over, say « today » and « tomorrow ».
// What is true until a day, as a registration, is hidden after it; what is true after a day, as « passé », is shown then.
// Markup: [data-until="2026-11-26"], [data-after="2026-11-26"][hidden]; [data-dates] > [data-day="2026-11-26"]; data-show="4" keeps four in view. The words stand on the script element.
// A list with data-quiet hides what is over and says no word: the page says it elsewhere.
// Where a date is not certain, data-dates="prévu {day}" on the list says so; [data-soon="prévu {day}"] is the place of the word, whose own text gives way on a screen; else it follows the date.

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
