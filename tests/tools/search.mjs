// node search.mjs ENGINE FOLDER MISSING < queries: what the engine finds for each query, with the file whole.json that
// has all pages, and with the files of the archive, those whose names match MISSING left out; and which it asked for.
import { readFileSync } from "node:fs";

const [engine, folder, missing] = process.argv.slice(2);
const { Engine, counts } = await import(engine);
const queries = readFileSync(0, "utf8").split("\n").filter(Boolean);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

const all = read(`${folder}/whole.json`);
const one = new Engine(all, () => { throw new Error("asked for an archive"); });
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
  const told = ({ count, results }) => [count, results.map(({ address, title, type, terms }) => [address, title, type, [...terms]])];
  results.push({ query, expected: told(expected), found: told(found), missing: found.missing, asked });
}
const counted = all.pages.map((page) => [page.address, Object.fromEntries(counts(page))]);
console.log(JSON.stringify({ results, counted }));
