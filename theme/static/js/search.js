// The search page: shows results while the visitor types. The engine and the first two files of the index are fetched when the field gets the focus; the texts are in search.html.

const SHOWN = 20;
const EXCERPT = 28; // words

async function load({ engine, index, recent }) {
  const get = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return answer.json();
  };
  const latest = get(recent).catch(() => ({ pages: [], missing: true })); // the service worker keeps only the index
  const [module, first, more] = await Promise.all([import(engine), get(index), latest]);
  return { ...module, missing: more.missing, pages: new module.Engine({ ...more, ...first, pages: [...first.pages, ...more.pages] }, get) };
}

/** The text as a list of nodes; the words whose terms are in `found` are in <mark>. */
function marked({ WORD, stem, fold }, text, found) {
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

/** The summary; the part of the text around a found word instead, where only the text has one. Pages of the archive have no text. */
function excerpt({ terms }, { summary, text = "" }, found) {
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
const marks = [...document.querySelectorAll("template[data-mark]")];
const model = document.querySelector("template[data-result]");
const nothing = document.querySelector("[data-nothing]");
const states = document.querySelectorAll("[data-state]");

let loading;
let timer;

function state(name) {
  for (const block of states) block.hidden = block.dataset.state !== name;
}

function item(engine, result) {
  const row = model.content.cloneNode(true);
  const found = result.terms;
  const title = row.querySelector("[data-title]");
  title.href = result.address;
  title.replaceChildren(...marked(engine, result.title, found));
  row.querySelector("[data-type]").textContent = result.type;
  const mark = marks.find(({ dataset }) => result.address.includes(dataset.mark)); // an address may begin with a language
  if (mark && !result.call) row.firstElementChild.prepend(mark.content.cloneNode(true));
  const call = row.querySelector("[data-call]");
  if (!result.call) call.remove();
  else {
    const [name, address, number] = result.call;
    const link = call.querySelector("a");
    const [what, where] = link.children;
    what.textContent = what.textContent.replace("{name}", () => name);
    where.textContent = number;
    link.href = address;
    call.hidden = false;
    row.firstElementChild.classList.add("result--task");
  }
  row.querySelector("[data-excerpt]").replaceChildren(...marked(engine, excerpt(engine, result, found), found));
  return row;
}

function show(query, { count: total, results, missing } = { count: 0, results: [] }, engine) {
  const sentence = total === 1 ? words.one : total > SHOWN ? words.first : words.many;
  list.replaceChildren(...results.map((result) => item(engine, result)));
  list.hidden = !results.length;
  nothing.textContent = nothing.dataset.nothing.replace("{query}", () => query);
  const said = results.length
    ? sentence.replace("{count}", total).replace("{shown}", results.length)
    : query && nothing.textContent;
  count.textContent = missing ? `${said}${results.length ? "." : ""} ${words.incomplete}` : said;
  count.classList.toggle("visually-hidden", !results.length && !missing);
  state(results.length ? "" : query ? "none" : "start");
}

async function search() {
  clearTimeout(timer);
  const query = field.value.trim();
  history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  if (!query) return show("");
  try {
    const engine = await (loading ??= load(words));
    const found = engine.terms(query).length && (await engine.pages.search(query, SHOWN));
    if (query !== field.value.trim()) return;
    if (found) found.missing ||= engine.missing;
    show(found ? query : "", found || undefined, engine);
    if (found.missing) loading = undefined; // another archive may have been published: the next query loads the index again
  } catch {
    loading = undefined;
    show("");
    state("failed");
  }
}

field.addEventListener("focus", () => {
  loading ??= load(words);
  loading.catch(() => (loading = undefined)); // `search` says so at the first letter
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
