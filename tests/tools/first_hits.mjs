// node first_hits.mjs ENGINE FOLDER...: prints, as JSON, for each folder and each query (line) of its queries.txt the query,
// the number of results, and the addresses of the first five. A folder holds recherche/index.json and recherche/recents.json.
import { readFileSync } from "node:fs";

const [engine, ...folders] = process.argv.slice(2);
const { Engine } = await import(engine);
const all = [];
for (const folder of folders) {
  const read = (name) => JSON.parse(readFileSync(`${folder}/recherche/${name}.json`, "utf8"));
  const [first, recent] = [read("index"), read("recents")];
  const search = new Engine({ ...recent, ...first, pages: [...first.pages, ...recent.pages] }, () => {
    throw new Error("the first files hold the whole site");
  });
  const found = [];
  for (const query of readFileSync(`${folder}/queries.txt`, "utf8").split("\n")) {
    const { count, results } = await search.search(query, 5);
    found.push([query, count, results.map(({ address }) => address)]);
  }
  all.push(found);
}
console.log(JSON.stringify(all));
