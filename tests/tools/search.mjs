// node search.mjs ENGINE < cases: compares two ways of searching. The cases are a JSON list of { whole, folder, missing, queries }.
// For each query, prints what the engine finds in the file « whole », which has all pages (expected), what it finds with the
// first files and the archive, of which files whose path matches « missing » fail (found), and the files that it requested (asked).
import { readFileSync } from "node:fs";

const [engine] = process.argv.slice(2);
const { Engine, counts } = await import(engine);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const told = ({ count, results }) => [count, results.map(({ address, title, type, terms }) => [address, title, type, [...terms]])];

const engines = new Map();
function engineOf(whole) {
  if (!engines.has(whole)) engines.set(whole, new Engine(read(whole), () => { throw new Error("asked for an archive"); }));
  return engines.get(whole);
}

async function answered({ whole, folder, missing, queries }) {
  const one = engineOf(whole);
  const [first, recent] = ["index", "recents"].map((name) => read(`${folder}/recherche/${name}.json`));
  const known = { ...recent, ...first, pages: [...first.pages, ...recent.pages] };
  const results = [];
  for (const query of queries) {
    const asked = [];
    const cut = new Engine(known, async (address) => {
      const [path] = address.split("?");
      asked.push(path);
      if (missing && new RegExp(missing).test(path)) throw new Error("404");
      return read(folder + path);
    });
    const [expected, found] = [await one.search(query, 50), await cut.search(query, 50)];
    results.push({ query, expected: told(expected), found: told(found), missing: found.missing, asked });
  }
  return results;
}

const cases = read(0);
const answers = [];
for (const each of cases) answers.push(await answered(each));
const counted = engineOf(cases[0].whole).pages.map((page) => [page.address, Object.fromEntries(counts(page))]);
console.log(JSON.stringify({ answers, counted }));
