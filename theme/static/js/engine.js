// The search engine, for search.js; finder.js uses its comparison of words. It reads the index of plugins/files/search.py,
// and of its archive only the files that a query needs. `#rank`, `#scores` and `search` decide the order of the results.

const FIELDS = [["text", 1, 63, 100], ["title", 64, 3, 3], ["type", 256, 3, 0], ["summary", 1024, 3, 0], ["headings", 4096, 3, 0]]; // name, unit, greatest count, length of a short field: COUNTED in search_archive.py
const NAMING = [1, 2]; // the fields that name a page: the title, and the type with its year
const BOOSTS = [1, 3, 1.5, 2, 1.5]; // the weight of a word in each of FIELDS
const STOP_WORDS = new Set(
  "a ai au aux avec c ce ces cette d dans de des du elle en est et eu il ils j je l la le les leur m ma me mes moi mon n ne nous on ou par pas pour qu que qui s sa se ses son sur t un une vos votre vous y cherche comment faire peux quel quelle quelles quels suis trouver veux voudrais an can find for how i in my of the to want where".split(" "),
);
export const WORD = /[\p{L}\p{N}]+/gu; // apostrophes and hyphens separate words

// The functions from here to `terms` are those of plugins/base/search_words.py, which explains them.
export function fold(text) {
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "");
  return bare.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae");
}

const ARABIC_ARTICLE = "\u0627\u0644";
const PLURALS = [[/(eau|[eo]u)x$/, "$1"], [/aux$/, "al"], [/([^s])s$/u, "$1"]];
const FEMININES = [[/trice$/, "teur"], [/euse$/, "eur"], [/ere$/, "er"], [/ee$/, "e"], [/([lnt])\1e$/, "$1"], [/([ao]i)se$/, "$1"], [/([dlnrt])e$/, "$1"]];

function shortened(word, endings, shortest) {
  const [ending, instead] = endings.find(([each]) => each.test(word)) ?? [];
  const shorter = ending ? word.replace(ending, instead) : word;
  return shorter.length < shortest ? word : shorter;
}

/** What is worked out of a word once: it stands on many pages, and all are heard again at each letter that is typed. */
function once(work, known = new Map()) {
  return (word) => known.get(word) ?? known.set(word, work(word)).get(word);
}

export const stem = once((word) => {
  if (STOP_WORDS.has(word)) return null;
  if (word.length < 4 || /[0-9]/.test(word)) return word;
  if (word.startsWith(ARABIC_ARTICLE) && word.length > 4) return word.slice(ARABIC_ARTICLE.length);
  return shortened(shortened(word, PLURALS, 3), FEMININES, 4);
});

export const sound = once((term) =>
  term
    .replace(/ph|qu|[yj]/g, (found) => ({ ph: "f", qu: "k", y: "i", j: "g" })[found])
    .replace(/ch|h/g, (found) => (found === "h" ? "" : found))
    .replace(/([^0-9])\1/gu, "$1"),
);

const wordsOf = (text) => fold(text).match(WORD) ?? [];
export const terms = (text) => wordsOf(text).map(stem).filter(Boolean);

/** The terms of a page, each with its packed counts: `counted_terms` in search_archive.py. */
export function counts(page) {
  const found = new Map();
  for (const [name, unit, most, few] of FIELDS) {
    const all = terms(page[name] ?? "");
    const twice = all.length > few ? all : [...all, ...all];
    for (const term of twice) {
      const code = found.get(term) ?? 0;
      if (Math.floor(code / unit) % (most + 1) < most) found.set(term, code + unit);
    }
  }
  return found;
}

/** The edit distance of two words (optimal string alignment: a swap of neighbours is one edit), or `most` + 1 if it is greater than `most`. */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let above = Array.from({ length: other.length + 1 }, (_, n) => n);
  let before;
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let n = 1; n <= other.length; n++) {
      const same = one[row - 1] === other[n - 1] ? 0 : 1;
      const swapped = row > 1 && n > 1 && one[row - 1] === other[n - 2] && one[row - 2] === other[n - 1];
      line.push(Math.min(above[n] + 1, line[n - 1] + 1, above[n - 1] + same, swapped ? before[n - 2] + 1 : Infinity));
    }
    if (Math.min(...line, ...above) > most) return most + 1;
    [before, above] = [above, line];
  }
  return above[other.length];
}

/** The number of letters that may be wrong in the sound of a term. */
function tolerance(heard) {
  if (/[0-9]/.test(heard)) return 0;
  return heard.length < SHORTEST_MISSPELT ? 0 : heard.length < 10 ? 1 : 2;
}

const [FUZZY, BEGUN, EXACT] = [1, 2, 3]; // how a term matches a word of the query: sounds like it, begins with it, is it
const SHORTEST_MISSPELT = 6;
const SHORTEST_BEGUN = 4;
const [WHOLE_TARGET, TITLED_TASK, TITLED, TARGET, ALL_EXACT, ALL_BEGUN, SOME_OF_TASK, FUZZY_TASK, ALL_FUZZY, SOME] = Array(10).keys(); // the ranks of results, the best first

/** The index at which a phrase begins in a list, or -1; `is` compares an item with a term. */
const begin = (list, phrase, is) =>
  [...list.keys()].findIndex((start) => phrase.every((term, n) => start + n < list.length && is(list[start + n], term)));

export class Engine {
  /** Takes the first two files of the search as one object; `get` fetches a file of the archive, by its address, and parses its JSON. */
  constructor({ pages, archive, synonyms = [], elsewhere: [addressElsewhere, ...places] = [] }, get) {
    Object.assign(this, { pages, archive, get, postings: new Map(), fetched: new Map(), missing: false });
    this.total = pages.length + (archive?.count ?? 0);
    this.synonyms = synonyms
      .flatMap(([target, ...phrases]) => phrases.map((phrase) => ({ target, phrase: terms(phrase) })))
      .sort((one, other) => other.phrase.length - one.phrase.length);
    this.addressElsewhere = addressElsewhere;
    this.places = new Set(places.map((place) => terms(place).join(" ")));
    this.spoken = new Set(this.synonyms.flatMap(({ phrase }) => phrase));
    pages.forEach((page, number) => {
      for (const [term, code] of counts(page)) this.#note(term, number, code);
    });
  }

  #note(term, number, code) {
    if (!this.postings.has(term)) this.postings.set(term, new Map());
    this.postings.get(term).set(number, code);
  }

  /** The content of these files of the archive, each fetched and passed through `read` once; undefined, and `missing` set, for one that fails. */
  async #fetch(names, read = (found) => found) {
    const all = names.map((name) => {
      if (!this.fetched.has(name)) this.fetched.set(name, this.#file(name).then(read));
      return this.fetched.get(name).catch(() => {
        this.fetched.delete(name);
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

  /** The names of the files of the archive with the words from `word` to `last`, in the order of the alphabet. */
  #filesOf(word, last = word) {
    const { starts } = this.archive;
    return [...starts.keys()].filter((n) => starts[n] <= last && !(starts[n + 1] <= word)).map((n) => `mots-${n}`);
  }

  /** Add the words of these files of the archive to `postings`; `_told` in search_archive.py writes their postings. */
  async #learn(names) {
    await this.#fetch([...new Set(names)], (found) => {
      for (const [word, postings] of Object.entries(found)) {
        let place = -1;
        for (const [n, step] of postings.entries()) {
          if (step > 0) this.#note(word, this.#turned((place += step)), postings[n + 1] < 0 ? -postings[n + 1] : 1);
        }
      }
    });
  }

  /** The words of a query but stop words, each as typed and with its terms; a synonym is replaced by the words that it means. */
  #asked(query) {
    const asked = wordsOf(query).flatMap((typed) => (stem(typed) ? [{ typed, terms: [stem(typed)] }] : []));
    for (const { target, phrase } of this.synonyms) {
      if (target.startsWith("/")) continue;
      const start = begin(asked, phrase, (word, term) => word.terms[0] === term);
      if (start < 0) continue;
      const instead = terms(target).map((term) => ({ typed: term, terms: [term] }));
      if (phrase.length === 1 && instead.length === 1) instead[0].terms.push(phrase[0]);
      asked.splice(start, phrase.length, ...instead);
    }
    return [...new Map(asked.map((word) => [word.terms[0], word])).values()];
  }

  /** The known terms for a word of the query, as [term, factor of its score, level]: the word itself and terms that begin with it;
   * only if there are none, terms that sound like it. */
  #meant({ typed, terms: own }) {
    const found = own.filter((term) => this.postings.has(term) || this.spoken.has(term)).map((term) => [term, 1, EXACT]);
    if (typed.length >= SHORTEST_BEGUN) {
      for (const term of this.#vocabulary()) {
        const more = term.length - typed.length;
        const factor = (0.5 * term.length) / (term.length + 0.3 * more);
        if (term.startsWith(typed) && !own.includes(term)) found.push([term, factor, BEGUN]);
      }
    }
    if (found.length) return found.sort();
    const near = this.#near(own[0], this.#vocabulary());
    return near.map(([term, edits]) => [term, (0.3 * term.length) / (term.length + edits), FUZZY]).sort();
  }

  #vocabulary() {
    return new Set([...this.postings.keys(), ...this.spoken]);
  }

  /** The `known` terms whose sound is nearest to that of a word, as [term, edit distance]; none beyond its tolerance. */
  #near(word, known) {
    const heard = sound(word);
    let most = tolerance(heard);
    let found = [];
    for (const term of most ? known : []) {
      const edits = distance(heard, sound(term), most);
      if (edits < most) [most, found] = [edits, []];
      if (edits <= most) found.push([term, edits]);
    }
    return found;
  }

  /** Fetch from the archive the words of a query, and those like a word that is not found. */
  async #prepare(asked) {
    if (!this.archive) return;
    const { lengths } = this.archive;
    const begun = asked.filter(({ typed }) => typed.length >= SHORTEST_BEGUN);
    await this.#learn([
      ...asked.flatMap((word) => word.terms.flatMap((term) => this.#filesOf(term))),
      ...begun.flatMap(({ typed }) => this.#filesOf(typed, `${typed}\uffff`)),
    ]);
    for (const word of asked) {
      const heard = sound(word.terms[0]);
      const most = tolerance(heard);
      if (!most || this.#meant(word).some(([, , level]) => level > FUZZY)) continue;
      const near = lengths.filter((length) => Math.abs(length - heard.length) <= most);
      const spelled = (await this.#fetch(near.map((length) => `liste-${length}`))).join(" ").split(" ");
      await this.#learn(this.#near(word.terms[0], spelled).flatMap(([term]) => this.#filesOf(term)));
    }
  }

  /** For one word of the query, by page: the score, the best level, and whether the word itself is in a field of NAMING.
   * The score is the sum over FIELDS of BM25+ (Lv and Zhai, 2011) with k1 = 1.2, b = 0, δ = 0.5, times the boost and the factor. */
  #scores(meant) {
    const scores = new Map();
    for (const [term, factor, level] of meant) {
      const postings = [...(this.postings.get(term) ?? [])].sort(([one], [other]) => one - other);
      FIELDS.forEach(([, unit, most], field) => {
        const holding = postings.map(([number, code]) => [number, Math.floor(code / unit) % (most + 1)]).filter(([, times]) => times);
        const rare = Math.log(1 + (this.total - holding.length + 0.5) / (holding.length + 0.5));
        for (const [number, times] of holding) {
          const known = scores.get(number) ?? { score: 0, level, titled: false };
          known.score += factor * BOOSTS[field] * rare * (0.5 + (times * 2.2) / (times + 1.2));
          known.level = Math.max(known.level, level);
          known.titled ||= NAMING.includes(field) && level === EXACT;
          scores.set(number, known);
        }
      });
    }
    return scores;
  }

  /** The pages to which synonyms or places elsewhere lead (`targets`, with the key that sorts them), the indices of the words of the
   * query that these leave uncovered (`open`), and whether they cover them all (`whole`). */
  #targets(meant, asked) {
    const open = new Set(meant.keys());
    const targets = new Map();
    const means = (known, term) => known.find(([each]) => each === term)?.[2] ?? 0;
    const is = (known, term) => means(known, term) >= Math.max(...known.map(([, , level]) => level), 1);
    if (this.places.has(asked.map(({ terms: [term] }) => term).join(" "))) {
      targets.set(this.pages.findIndex(({ address }) => address === this.addressElsewhere), 0);
      open.clear();
    }
    for (const { target, phrase } of this.synonyms) {
      const start = target.startsWith("/") ? begin(meant, phrase, is) : -1;
      const number = start < 0 ? -1 : this.pages.findIndex(({ address }) => address === target);
      if (number < 0) continue;
      const covered = phrase.map((_, n) => start + n);
      const exact = covered.every((n) => means(meant[n], phrase[n - start]) === EXACT);
      if (exact ? !covered.every((n) => open.has(n)) : !open.size) continue;
      if (!targets.has(number)) targets.set(number, start - meant.length * phrase.length);
      if (exact) for (const n of covered) open.delete(n);
    }
    return { targets, open, whole: targets.size > 0 && !open.size, asked: meant.length };
  }

  /** Turn the number of a page into its place in the archive, or back: places count from the oldest page, numbers from the latest. */
  #turned(number) {
    return this.total - 1 - number;
  }

  #weight(number) {
    if (number < this.pages.length) return this.pages[number].weight;
    let left = this.#turned(number);
    return this.archive.weights.find(([count]) => (left -= count) < 0)[1];
  }

  /** How many pages answer a query, the best of them (at most `shown`) with the terms found on each, and whether a file was missing. */
  async search(query, shown) {
    this.missing = false;
    const asked = this.#asked(query);
    await this.#prepare(asked);
    const meant = asked.map((word) => this.#meant(word));
    const scores = meant.map((each) => this.#scores(each));
    const led = this.#targets(meant, asked);
    const { targets, open, whole } = led;
    const numbers = new Set([...targets.keys(), ...scores.flatMap((each) => [...each.keys()])]);
    const ranked = [...numbers].map((number) => {
      const found = scores.map((each) => each.get(number)).filter(Boolean);
      const sum = found.reduce((total, { score }) => total + score, 0);
      const score = sum * found.length * this.#weight(number);
      return { number, score, rank: this.#rank(number, found, led) };
    });
    const answered = ranked.some(({ rank }) => rank !== TARGET && rank <= ALL_BEGUN);
    const enough = ({ number, rank }) => {
      if (rank <= (whole ? ALL_EXACT : ALL_BEGUN)) return true;
      if (whole || answered) return false;
      const matched = [...open].filter((n) => scores[n].get(number)?.level > FUZZY).length;
      return rank === FUZZY_TASK || rank === ALL_FUZZY || (matched > 0 && matched * 2 >= open.size);
    };
    const list = ranked.filter(enough).sort(
      (one, other) =>
        one.rank - other.rank ||
        (targets.get(one.number) ?? 0) - (targets.get(other.number) ?? 0) ||
        other.score - one.score ||
        one.number - other.number,
    );
    const best = await Promise.all(list.slice(0, shown).map(({ number }) => this.#page(number)));
    const results = best.flatMap((page, n) => {
      const holding = meant.flat().map(([term]) => term).filter((term) => this.postings.get(term)?.has(list[n].number));
      return page ? [{ ...page, terms: new Set(holding) }] : [];
    });
    return { count: list.length, results, missing: this.missing };
  }

  /** The rank of a page. A page is TITLED if it has all words of the query, and its title or type has those that no synonym covers:
   * « namur » in « namur rdv ». */
  #rank(number, found, { targets, open, whole, asked }) {
    const isTask = Boolean(this.pages[number]?.call);
    const all = found.length === asked;
    const covered = (n) => open.size && !open.has(n);
    const titled = all && found.every((each, n) => each.level === EXACT && (each.titled || covered(n)));
    if (targets.has(number)) return whole ? WHOLE_TARGET : TARGET;
    if (titled) return isTask ? TITLED_TASK : TITLED;
    if (!all) return isTask ? SOME_OF_TASK : SOME;
    return [isTask ? FUZZY_TASK : ALL_FUZZY, ALL_BEGUN, ALL_EXACT][Math.min(...found.map(({ level }) => level)) - FUZZY];
  }

  async #page(number) {
    if (number < this.pages.length) return this.pages[number];
    const place = this.#turned(number);
    const { shown } = this.archive;
    const [found] = await this.#fetch([`pages-${Math.floor(place / shown)}`]);
    const [address, title, type, summary] = found?.[place % shown] ?? [];
    return found && { address, title, type, summary };
  }
}
