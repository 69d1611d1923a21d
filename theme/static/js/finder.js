// « Quel est mon bureau ? »: sorts the offices of the page by distance from a place that is typed, or from that of the device.
// Nothing is sent anywhere. All texts are on the form ([data-finder], see components/finder.html); the places come from
// the file that it names. The names are matched as tests/unit/places/finding.py does it, and tests compare the two.

const SHORT_FORMS = { st: "saint", ste: "sainte", s: "sur", lez: "les", nd: "notredame" };
const SAME_LETTERS = { ی: "ي", ى: "ي", ک: "ك", ة: "ه" }; // Persian letters, and endings that many write for one another
const SHORTEST_BEGINNING = 4;
const SHORTEST_FORGIVEN = 4;
const SHORTEST_HEARD = 5; // a shorter sound must be the same
const LONG = 8; // from this length on, two letters may be wrong
const CHOICES = 5;
const EARTH_RADIUS = 6371.0088;

/** @typedef {{ name: string, commune: string, postcodes: string[], point: [number, number] }} Place */

/** The letters and digits of a name that are compared. @param {string} text */
export function key(text) {
  const plain = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("œ", "oe").replaceAll("ß", "ss");
  const letters = plain.replace(/[یىکة]/g, (letter) => SAME_LETTERS[letter]);
  return (letters.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => SHORT_FORMS[word] ?? word).join("");
}

/** Kilometres as the crow flies (haversine). */
export function kilometres([latitude, longitude], [toLatitude, toLongitude]) {
  const radians = Math.PI / 180;
  const north = Math.sin(((toLatitude - latitude) * radians) / 2) ** 2;
  const east = Math.sin(((toLongitude - longitude) * radians) / 2) ** 2;
  const square = north + Math.cos(latitude * radians) * Math.cos(toLatitude * radians) * east;
  return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(square));
}

/** Finds places by name in the data of plugins/files/finder.py. `likeness` loads engine.js, for its `sound` and `distance`. */
export class Gazetteer {
  constructor(data, likeness) {
    this.likeness = likeness;
    this.keys = [];
    for (const [commune, postcodes, latitude, longitude, name, ...also] of data.places) {
      const place = { name, commune: commune || name, postcodes: postcodes.split(" "), point: [latitude, longitude] };
      for (const known of [name, ...also]) this.keys.push([key(known), place, commune === ""]);
    }
    this.postcodes = data.postcodes;
    this.elsewhere = new Map(data.elsewhere.map((name) => [key(name), name]));
  }

  /** The places of the province that a text names, or the name of a place `outside`; `unsure` if they only resemble the
   * text.
   * @returns {Promise<{ places: Place[], outside: string, unsure: boolean }>} */
  async find(text) {
    const postcode = text.match(/(?:^|\D)([1-9]\d{3})(?!\d)/)?.[1];
    if (postcode) return this.#at(postcode, key(text.replaceAll(postcode, " ")));
    const wanted = key(text);
    const exact = this.#named(wanted);
    if (exact.length) return answer(exact);
    if (this.elsewhere.has(wanted)) return answer([], this.elsewhere.get(wanted));
    if (wanted.length >= SHORTEST_BEGINNING) {
      const begun = this.#best((name) => name.startsWith(wanted));
      if (begun.length) return answer(begun);
      const far = [...this.elsewhere].find(([name]) => name.startsWith(wanted));
      if (far) return answer([], far[1]);
    }
    return this.#like(wanted);
  }

  /** The answer whose names have the spelling or sound nearest to a key. */
  async #like(wanted) {
    const { sound, distance } = await this.likeness();
    const heard = sound(wanted);
    let most = wanted.length < LONG ? 1 : 2;
    const ofSound = heard.length < SHORTEST_HEARD ? 0 : most;
    const far = (name) => {
      const [spelled, spoken] = [distance(wanted, name, most), distance(heard, sound(name), ofSound)];
      return Math.min(spelled, spoken > ofSound ? Infinity : spoken);
    };
    const names = [...this.keys.map(([name]) => name), ...this.elsewhere.keys()];
    const distances = new Map(names.filter((name) => name.length >= SHORTEST_FORGIVEN).map((name) => [name, far(name)]));
    most = Math.min(most, ...distances.values());
    const near = (name) => distances.get(name) <= most;
    const places = this.#best(near);
    if (places.length) return answer(places.slice(0, CHOICES), "", true);
    return answer([], [...this.elsewhere].find(([name]) => near(name))?.[1], true);
  }

  /** Every place as an option of the field; a village with its commune. */
  suggestions() {
    const places = [...new Set(this.keys.map(([, place]) => place))];
    return places.map(({ name, commune }) => new Option(name === commune ? "" : commune, name));
  }

  #at(postcode, name) {
    const found = this.postcodes[postcode];
    if (!found) return answer([], postcode);
    const named = this.#named(name).filter((place) => place.postcodes.includes(postcode));
    const [commune, ...point] = found;
    const whole = { name: `${postcode} ${commune}`, commune, postcodes: [postcode], point };
    return answer(named.length ? named : [whole]);
  }

  #named(wanted) {
    return [...new Set(this.keys.filter(([name]) => name === wanted).map(([, place]) => place))];
  }

  #best(matches) {
    const found = this.keys.filter(([name]) => matches(name));
    const communes = found.filter(([, , isCommune]) => isCommune);
    return [...new Set((communes.length ? communes : found).map(([, place]) => place))];
  }
}

const answer = (places, outside = "", unsure = false) => ({ places, outside, unsure });

/** The page of the offices: the form, the list, the answer. */
class Finder {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.input = form.elements.namedItem("lieu");
    this.list = document.querySelector("[data-finder-offices]");
    this.whole = document.querySelector("[data-finder-whole]");
    this.offices = [...this.list.children];
    this.status = document.querySelector("[data-finder-status]");
    this.answer = document.querySelector("[data-finder-answer]");

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.search(this.input.value);
    });
    this.input.addEventListener("focus", () => this.load().catch(() => {}), { once: true });
    const around = form.querySelector("[data-finder-around]");
    around.toggleAttribute("data-waiting", !navigator.geolocation);
    around.querySelector("button").addEventListener("click", () => this.searchAround());

    const asked = new URLSearchParams(location.search).get("lieu");
    if (asked) {
      this.input.value = asked;
      this.search(asked);
    }
  }

  load() {
    this.loading ??= fetch(this.words.finder)
      .then((response) => (response.ok ? response.json() : Promise.reject(response)))
      .then((data) => {
        const gazetteer = new Gazetteer(data, () => import(this.words.engine));
        this.input.list?.replaceChildren(...gazetteer.suggestions());
        return gazetteer;
      });
    this.loading.catch(() => (this.loading = undefined));
    return this.loading;
  }

  async search(typed) {
    const text = typed.trim().replace(/\s+/g, " ");
    if (!text) return this.say(this.words.empty);
    let gazetteer;
    try {
      gazetteer = await this.load();
    } catch {
      return this.say(this.words.broken);
    }
    const address = new URL(location.href);
    address.searchParams.set("lieu", text);
    history.replaceState(null, "", address);
    const { places, outside, unsure } = await gazetteer.find(text).catch(() => answer([])); // engine.js did not load
    if (text !== this.input.value.trim().replace(/\s+/g, " ")) return;
    if (places.length === 1 && !unsure) return this.at(places[0]);
    if (outside && !unsure) return this.far(outside);
    const choices = outside ? [[outside, () => this.far(outside)]] : places.map((place) => [label(place), () => this.at(place)]);
    if (choices.length) return this.offer(choices, unsure ? "maybe" : "several", text);
    this.say(this.fill("unknown", { text }), true);
    this.choices([[this.words.all, () => (this.whole.hidden = false)]]);
  }

  at(place) {
    this.input.value = place.name;
    this.show(place.point, this.fill("found", { place: label(place) }));
  }

  /** Answer for a place outside the province: who receives there, if known. */
  far(name) {
    this.input.value = name;
    this.say(this.fill("outside", { text: name }), true);
    const elsewhere = document.querySelector("[data-finder-elsewhere]").cloneNode(true);
    for (const each of elsewhere.querySelectorAll("[data-places]")) {
      if (!each.dataset.places.split(", ").some((place) => key(place) === key(name))) each.remove();
    }
    this.status.append(elsewhere);
  }

  searchAround() {
    this.status.textContent = this.words.locating;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.show([coords.latitude, coords.longitude], this.fill("found", { place: this.words.here })),
      () => this.say(this.words.unavailable),
      { maximumAge: 300000, timeout: 15000 },
    );
  }

  /** Show the offices by their distance from a point. */
  show(point, sentence) {
    const far = new Map(
      this.offices.map((item) => [item, kilometres(item.dataset.point.split(" ").map(Number), point)]),
    );
    const sorted = [...this.offices].sort((one, other) => far.get(one) - far.get(other));
    for (const item of sorted) {
      const distance = far.get(item);
      const words = distance < 1 ? this.words.under : this.fill("km", { km: String(Math.round(distance)) });
      item.querySelector("[data-finder-distance]").textContent = words;
    }
    this.arrange(sorted, sorted[0]);
    this.say(sentence, false, false);
  }

  /** Ask the visitor which of several places is meant. */
  offer(choices, word, text) {
    this.say(this.fill(word, { text, places: choices.map(([name]) => name).join(` ${this.words.or} `) }), true);
    this.choices([...choices, [this.words.other, () => this.input.select()]]);
  }

  choices(choices) {
    const block = document.createElement("div");
    block.className = "nearby__choices chips";
    for (const [name, choose] of choices) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "chip";
      button.textContent = name;
      button.addEventListener("click", choose);
      block.append(button);
    }
    this.status.append(block);
    this.status.scrollIntoView({ block: "nearest" });
  }

  /** Write an answer. `reset`: without distances, the offices in their first order; `unplaced`: without their list,
   * which would look like the answer. */
  say(sentence, unplaced = false, reset = true) {
    if (reset) {
      for (const item of this.offices) item.querySelector("[data-finder-distance]").textContent = "";
      this.arrange(this.offices, null);
    }
    this.whole.hidden = unplaced;
    const line = document.createElement("p");
    line.textContent = sentence;
    this.status.replaceChildren(line);
    // Scroll as little as shows the sentence, or the whole nearest office.
    if (reset) this.status.scrollIntoView({ block: "nearest" });
    else if (this.list.firstElementChild.getBoundingClientRect().bottom > innerHeight) this.answer.scrollIntoView();
  }

  arrange(items, nearest) {
    this.list.append(...items);
    for (const item of items) item.classList.toggle("office-result--nearest", item === nearest);
    for (const pin of document.querySelectorAll(".map__office")) {
      const address = nearest?.querySelector("a").getAttribute("href");
      pin.classList.toggle("map__office--nearest", pin.getAttribute("href") === address);
    }
  }

  fill(word, values) {
    return this.words[word].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }
}

const label = ({ name, commune }) => (name === commune || name.endsWith(` ${commune}`) ? name : `${name} (${commune})`);

for (const form of document.querySelectorAll("[data-finder]")) new Finder(form);
