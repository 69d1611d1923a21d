// node first_hits.mjs ENGINE FOLDER < queries: for each line the addresses of the first pages that the search finds.
import { readFileSync } from "node:fs";

const [engine, folder] = process.argv.slice(2);
const { Engine } = await import(engine);
const read = (name) => JSON.parse(readFileSync(`${folder}/recherche/${name}.json`, "utf8"));
const [first, recent] = [read("index"), read("recents")];
const search = new Engine({ ...recent, ...first, pages: [...first.pages, ...recent.pages] }, () => {
  throw new Error("the first files hold the whole site");
});
const found = {};
for (const query of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const { count, results } = await search.search(query, 5);
  found[query] = { count, first: results.map(({ address }) => address), terms: results.map(({ terms }) => [...terms]) };
}
console.log(JSON.stringify(found));
