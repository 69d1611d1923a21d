// Finds pages by their words. `pages` are in the two first files of plugins/files/search.py, whole; of the archive, files
// with some of its words, titles or spellings are asked for when a query needs them (plugins/files/search_archive.py).
// What is found is the same as if all pages were in the first ones.

const FIELDS = [["text", 1, 63, 100], ["title", 64, 3, 3], ["type", 256, 3, 0], ["summary", 1024, 3, 0], ["headings", 4096, 3, 0]]; // as in search_archive.py
const BOOSTS = [1, 3, 1.5, 2, 1.5];
const STOP_WORDS = new Set(
  "a ai au aux avec c ce ces cette d dans de des du elle en est et eu il ils j je l la le les leur m ma mes mon n ne nous on ou par pas pour qu que qui s sa se ses son sur t un une vos votre vous y".split(" "),
);
export const WORD = /[\p{L}\p{N}]+/gu; // so both apostrophes and the hyphen part words

/** Small letters without accents nor ligatures: « Œuvre » and « oeuvre » are one word. */
export function fold(text) {
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "");
  return bare.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae");
}

/** A word without the endings of number and gender, after J. Savoy's minimal stemmer; null for a stop word. */
export function stem(word) {
  if (STOP_WORDS.has(word)) return null;
  if (word.length < 4 || /\d/.test(word)) return word;
  return word
    .replace(/aux$/, "al")
    .replace(/[sx]$/, "")
    .replace(/e{1,2}$/, "")
    .replace(/([^\d])\1$/u, "$1");
}

export const terms = (text) => (fold(text).match(WORD) ?? []).map(stem).filter(Boolean);

/** Each term of a page, with how often it stands in each field. */
export function counts(page) {
  const found = new Map();
  for (const [name, unit, most, few] of FIELDS) {
    const all = terms(page[name]);
    const twice = all.length > few ? all : [...all, ...all];
    for (const term of twice) {
      const code = found.get(term) ?? 0;
      if (Math.floor(code / unit) % (most + 1) < most) found.set(term, code + unit);
    }
  }
  return found;
}

/** How many letters differ at least, at most `most` + 1. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let above = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let n = 1; n <= other.length; n++) {
      const same = one[row - 1] === other[n - 1] ? 0 : 1;
      line.push(Math.min(above[n] + 1, line[n - 1] + 1, above[n - 1] + same));
    }
    if (Math.min(...line) > most) return most + 1;
    above = line;
  }
  return above[other.length];
}

const tolerance = (word) => (word.length > 4 && !/\d/.test(word) ? Math.round(word.length * 0.2) : 0);

export class Engine {
  /** The pages known from the start, the archive that there may be; `get` gives what a file of the archive holds, by its address. */
  constructor({ pages, archive }, get) {
    Object.assign(this, { pages, archive, get, words: new Map(), asked: new Map(), missing: false });
    this.total = pages.length + (archive?.count ?? 0);
    pages.forEach((page, number) => {
      for (const [term, code] of counts(page)) this.#note(term, number, code);
    });
  }

  #note(term, number, code) {
    if (!this.words.has(term)) this.words.set(term, new Map());
    this.words.get(term).set(number, code);
  }

  /** What these files of the archive hold, without those that do not come: `missing` then says so. */
  async #ask(names, read = (found) => found) {
    const all = names.map((name) => {
      if (!this.asked.has(name)) this.asked.set(name, this.#file(name).then(read));
      return this.asked.get(name).catch(() => {
        this.asked.delete(name);
        this.missing = true;
      });
    });
    return Promise.all(all);
  }

  async #file(name) {
    const { folder, version } = this.archive;
    const answer = await this.get(`${folder}${name}.json?${version}`);
    if (answer.version !== version) throw new Error(`${name} is of another archive`);
    return answer.found;
  }

  /** The files of the archive with all words that begin like this one; of a single letter, with itself. */
  #filesOf(word, last = word) {
    const { starts } = this.archive;
    return [...starts.keys()].filter((n) => starts[n] <= last && !(starts[n + 1] <= word)).map((n) => `mots-${n}`);
  }

  async #learn(names) {
    await this.#ask([...new Set(names)], (found) => {
      for (const [word, postings] of Object.entries(found)) {
        let number = -1;
        for (const [n, step] of postings.entries()) {
          if (step > 0) this.#note(word, (number += step), postings[n + 1] < 0 ? -postings[n + 1] : 1);
        }
      }
    });
  }

  /** The words of the site that are meant by one, and how much each counts: itself, those that begin like it; where
   * there is none, those that are spelled nearly so. */
  #meant(word) {
    const found = [];
    for (const term of this.words.keys()) {
      const more = term.length - word.length;
      if (!more && term === word) found.push([term, 1]);
      else if (word.length > 1 && term.startsWith(word)) found.push([term, (0.5 * term.length) / (term.length + 0.3 * more)]);
    }
    const most = tolerance(word);
    if (!found.length && most) {
      for (const term of this.words.keys()) {
        const far = distance(word, term, most);
        if (far <= most) found.push([term, (0.3 * term.length) / (term.length + far)]);
      }
    }
    return found.sort();
  }

  async #prepare(words) {
    if (!this.archive) return;
    const { lengths } = this.archive;
    await this.#learn(words.flatMap((word) => this.#filesOf(word, word.length > 1 ? `${word}\uffff` : word)));
    const known = [...this.words.keys()];
    const strange = words.filter((word) => tolerance(word) && !known.some((term) => term.startsWith(word)));
    for (const word of strange) {
      const near = lengths.filter((length) => Math.abs(length - word.length) <= tolerance(word));
      const spelled = (await this.#ask(near.map((length) => `liste-${length}`))).join(" ").split(" ");
      const meant = spelled.filter((term) => distance(word, term, tolerance(word)) <= tolerance(word));
      await this.#learn(meant.flatMap((term) => this.#filesOf(term)));
    }
  }

  /** How well each page answers to the words that are meant by one word of the query. */
  #scores(meant) {
    const scores = new Map();
    for (const [term, factor] of meant) {
      const postings = [...this.words.get(term)].sort(([one], [other]) => one - other);
      FIELDS.forEach(([, unit, most], field) => {
        const holding = postings.map(([number, code]) => [number, Math.floor(code / unit) % (most + 1)]).filter(([, times]) => times);
        const rare = Math.log(1 + (this.total - holding.length + 0.5) / (holding.length + 0.5));
        for (const [number, times] of holding) {
          const score = factor * BOOSTS[field] * rare * (0.5 + (times * 2.2) / (times + 1.2));
          scores.set(number, (scores.get(number) ?? 0) + score);
        }
      });
    }
    return scores;
  }

  #weight(number) {
    if (number < this.pages.length) return this.pages[number].weight;
    let left = number - this.pages.length;
    return this.archive.weights.find(([count]) => (left -= count) < 0)[1];
  }

  /** The pages with all the words, or where there is none, with some of them: how many, and the best of them. */
  async search(query, shown) {
    this.missing = false;
    const words = [...new Set(terms(query))];
    await this.#prepare(words);
    const meant = words.map((word) => this.#meant(word));
    const scores = meant.map((each) => this.#scores(each));
    const numbers = [...new Set(scores.flatMap((each) => [...each.keys()]))];
    const all = numbers.filter((number) => scores.every((each) => each.has(number)));
    const ranked = (all.length ? all : numbers).map((number) => {
      const found = scores.map((each) => each.get(number)).filter(Boolean);
      return [number, found.reduce((sum, score) => sum + score) * found.length * this.#weight(number)];
    });
    ranked.sort(([number, score], [other, best]) => best - score || number - other);
    const best = await Promise.all(ranked.slice(0, shown).map(([number]) => this.#page(number)));
    const results = best.flatMap((page, n) => {
      const holding = meant.flat().map(([term]) => term).filter((term) => this.words.get(term).has(ranked[n][0]));
      return page ? [{ ...page, terms: new Set(holding) }] : [];
    });
    return { count: ranked.length, results, missing: this.missing };
  }

  async #page(number) {
    if (number < this.pages.length) return this.pages[number];
    const place = number - this.pages.length;
    const { shown } = this.archive;
    const [found] = await this.#ask([`pages-${Math.floor(place / shown)}`]);
    const [address, title, type, summary] = found?.[place % shown] ?? [];
    return found && { address, title, type, summary };
  }
}
