// Filters a list in place by the lists that each entry is in; without script, the same links lead to the pages of these lists.
// Markup: [data-filters] has the sentences, and a fold with links a[data-choice="niveau=region"]; [data-in="niveau=region genre=note"] is an
// entry, with data-again where it repeats another one and is not counted; [data-group] is a part of the list. The choices are in the address: it can be shared, and « back » undoes a choice.
const filters = document.querySelector("[data-filters]");
const links = [...filters.querySelectorAll("[data-choice]")];
const everything = filters.querySelector("[data-everything]");
const entries = [...document.querySelectorAll("[data-in]")];
const known = new Set(links.map((link) => link.dataset.choice));

const chosen = () => [...new URLSearchParams(location.search)].filter((pair) => known.has(pair.join("=")));

function mark(link, current) {
  if (current) link.setAttribute("aria-current", "true");
  else link.removeAttribute("aria-current");
}

/** Apply the choices in the address to the list, and return whether there are any. Each link then leads to the address with its own choice added or removed. */
function show() {
  const choice = new Map(chosen());
  const wanted = [...choice].map((pair) => pair.join("="));
  for (const entry of entries) {
    const lists = entry.dataset.in.split(" ");
    entry.hidden = !wanted.every((one) => lists.includes(one));
  }
  for (const group of document.querySelectorAll("[data-group]")) {
    group.hidden = !group.querySelector("[data-in]:not([hidden])");
  }
  for (const link of links) {
    const current = wanted.includes(link.dataset.choice);
    const [key, value] = link.dataset.choice.split("=");
    const then = new Map(choice);
    if (current) then.delete(key);
    else then.set(key, value);
    link.href = then.size ? `?${new URLSearchParams([...then])}` : location.pathname;
    mark(link, current);
  }
  everything.href = location.pathname;
  mark(everything, !wanted.length);
  if (wanted.length) filters.querySelector("details").open = true;
  return wanted.length > 0;
}

function tell(filtered) {
  const { one, many, none, all } = filters.dataset;
  const count = entries.filter((entry) => !entry.hidden && !("again" in entry.dataset)).length;
  const words = filtered ? [none, one][count] ?? many : all;
  filters.querySelector("[data-count]").textContent = words.replace("{count}", count);
}

filters.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  tell(show());
});

addEventListener("popstate", () => tell(show()));
if (show()) tell(true);
