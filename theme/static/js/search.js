// Search the whole site in the page. The index and the engine are asked for when the field gets the focus, not before.
// The texts shown are in search.html; the text of each page is in the index of plugins/files/search.py.

const SHOWN = 20;
const EXCERPT = 28; // words
const STOP_WORDS = new Set(
  "a ai au aux avec c ce ces cette d dans de des du elle en est et eu il ils j je l la le les leur m ma mes mon n ne nous on ou par pas pour qu que qui s sa se ses son sur t un une vos votre vous y".split(" "),
);
const WORD = /[\p{L}\p{N}]+/gu; // so both apostrophes and the hyphen part words

/** Small letters without accents nor ligatures: « Œuvre » and « oeuvre » are one word. */
function fold(text) {
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "");
  return bare.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae");
}

/** A word without the endings of number and gender, after J. Savoy's minimal stemmer; null for a stop word. */
function stem(word) {
  if (STOP_WORDS.has(word)) return null;
  if (word.length < 4 || /\d/.test(word)) return word;
  return word
    .replace(/aux$/, "al")
    .replace(/[sx]$/, "")
    .replace(/e{1,2}$/, "")
    .replace(/([^\d])\1$/, "$1");
}

const tokenize = (text) => fold(text).match(WORD) ?? [];
const terms = (text) => tokenize(text).map(stem).filter(Boolean);

async function load({ engine, index }) {
  const [{ default: MiniSearch }, answer] = await Promise.all([import(engine), fetch(index)]);
  if (!answer.ok) throw new Error(`${answer.status} ${index}`);
  const pages = new MiniSearch({
    idField: "address",
    fields: ["title", "type", "summary", "headings", "text"],
    storeFields: ["address", "title", "type", "summary", "text", "weight"],
    tokenize,
    processTerm: stem,
    searchOptions: {
      boost: { title: 3, type: 1.5, summary: 2, headings: 1.5 },
      prefix: (term) => term.length > 1,
      fuzzy: (term) => (term.length > 4 && !/\d/.test(term) ? 0.2 : false),
      boostDocument: (_address, _term, page) => page.weight,
      bm25: { k: 1.2, b: 0.3, d: 0.5 }, // a long page is no worse than a short one
      weights: { fuzzy: 0.3, prefix: 0.5 },
    },
  });
  pages.addAll(await answer.json());
  return pages;
}

/** The pages with all the words; where there is none, those with some of them. */
function find(pages, query) {
  const all = pages.search(query, { combineWith: "AND" });
  return all.length ? all : pages.search(query);
}

/** The text as nodes, its found words in <mark>. */
function marked(text, found) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    if (!found.has(stem(fold(match[0])))) continue;
    const mark = document.createElement("mark");
    mark.textContent = match[0];
    nodes.push(text.slice(end, match.index), mark);
    end = match.index + match[0].length;
  }
  return [...nodes, text.slice(end)];
}

/** The summary, or the part of the text with a found word that the summary does not have. */
function excerpt({ summary, text }, found) {
  const has = (words) => terms(words).some((term) => found.has(term));
  if (summary && (has(summary) || !has(text))) return summary;
  const words = text.split(" ");
  const first = Math.max(words.findIndex(has), 0);
  const start = first < EXCERPT - 8 ? 0 : first - 8;
  const part = words.slice(start, start + EXCERPT).join(" ");
  return (start ? "… " : "") + part + (start + EXCERPT < words.length ? " …" : "");
}

const form = document.querySelector("[data-search]");
const field = form.elements.q;
const words = form.dataset;
const count = document.querySelector("[data-count]");
const list = document.querySelector("[data-results]");
const model = document.querySelector("template[data-result]");
const nothing = document.querySelector("[data-nothing]");
const states = document.querySelectorAll("[data-state]");

let loading;
let timer;

function state(name) {
  for (const block of states) block.hidden = block.dataset.state !== name;
}

function item(result) {
  const row = model.content.cloneNode(true);
  const found = new Set(result.terms);
  const title = row.querySelector("[data-title]");
  title.href = result.address;
  title.replaceChildren(...marked(result.title, found));
  row.querySelector("[data-type]").textContent = result.type;
  row.querySelector("[data-excerpt]").replaceChildren(...marked(excerpt(result, found), found));
  return row;
}

function show(query, results) {
  const shown = results.slice(0, SHOWN);
  const sentence = results.length === 1 ? words.one : results.length > SHOWN ? words.first : words.many;
  list.replaceChildren(...shown.map(item));
  list.hidden = !shown.length;
  nothing.textContent = nothing.dataset.nothing.replace("{query}", () => query);
  count.textContent = shown.length
    ? sentence.replace("{count}", results.length).replace("{shown}", shown.length)
    : query && nothing.textContent;
  count.classList.toggle("visually-hidden", !shown.length);
  state(shown.length ? "" : query ? "none" : "start");
}

async function search() {
  clearTimeout(timer);
  const query = field.value.trim();
  history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  if (!terms(query).length) return show("", []);
  try {
    const pages = await (loading ??= load(words));
    if (query === field.value.trim()) show(query, find(pages, query));
  } catch {
    loading = undefined;
    show("", []);
    state("failed");
  }
}

field.addEventListener("focus", () => {
  loading ??= load(words);
  loading.catch(() => (loading = undefined)); // said at the first letter
});
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, 150);
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await search();
  list.querySelector("a")?.focus();
});
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [field, ...list.querySelectorAll("a")];
  const next = stops[stops.indexOf(document.activeElement) + step];
  if (!step || !stops.includes(document.activeElement) || !next) return;
  event.preventDefault();
  next.focus();
});

for (const block of document.querySelectorAll("[data-without-script]")) block.hidden = true;
for (const block of document.querySelectorAll("[data-waiting]")) block.removeAttribute("data-waiting");
field.value = new URLSearchParams(location.search).get("q") ?? "";
search();
