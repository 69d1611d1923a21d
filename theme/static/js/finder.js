// « Quel est mon bureau ? »: sorts the offices of the page by distance from a place that is typed, or from the phone's own.
// Nothing is sent anywhere. All texts are on the form ([data-finder], see components/finder.html); the places come from
// the file that it names. The names are matched as tests/unit/places/finding.py does it, and tests compare the two.

const SHORT_FORMS = { st: "saint", ste: "sainte", s: "sur", lez: "les", nd: "notredame" };
const SHORTEST_BEGINNING = 4;
const SHORTEST_FORGIVEN = 4;
const EARTH_RADIUS = 6371.0088;

/** @typedef {{ name: string, commune: string, postcodes: string[], point: [number, number] }} Place */

/** The letters and digits that count in a name. @param {string} text */
export function key(text) {
  const plain = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("œ", "oe").replaceAll("ß", "ss");
  return (plain.match(/[a-z0-9]+/g) ?? []).map((word) => SHORT_FORMS[word] ?? word).join("");
}

/** Whether one letter was changed, forgotten or added, or two neighbours were swapped. */
export function oneSlip(typed, name) {
  if (typed === name) return true;
  if (Math.abs(typed.length - name.length) > 1) return false;
  let start = 0;
  while (start < typed.length && typed[start] === name[start]) start += 1;
  const rest = typed.slice(start);
  const ofName = name.slice(start);
  const swapped = ofName.length > 1 && rest === ofName[1] + ofName[0] + ofName.slice(2);
  return swapped || rest.slice(1) === ofName.slice(1) || rest.slice(1) === ofName || rest === ofName.slice(1);
}

/** Kilometres as the crow flies (haversine). */
export function kilometres([latitude, longitude], [toLatitude, toLongitude]) {
  const radians = Math.PI / 180;
  const north = Math.sin(((toLatitude - latitude) * radians) / 2) ** 2;
  const east = Math.sin(((toLongitude - longitude) * radians) / 2) ** 2;
  const square = north + Math.cos(latitude * radians) * Math.cos(toLatitude * radians) * east;
  return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(square));
}

/** Finds places in the data of the site. */
export class Gazetteer {
  constructor(data) {
    this.keys = [];
    for (const [commune, postcodes, latitude, longitude, name, ...also] of data.places) {
      const place = { name, commune: commune || name, postcodes: postcodes.split(" "), point: [latitude, longitude] };
      for (const known of [name, ...also]) this.keys.push([key(known), place, commune === ""]);
    }
    this.postcodes = data.postcodes;
    this.elsewhere = new Set(data.elsewhere.map(key));
  }

  /** @returns {{ places: Place[], outside: boolean }} */
  find(text) {
    const postcode = text.match(/(?:^|\D)([1-9]\d{3})(?!\d)/)?.[1];
    if (postcode) return this.#at(postcode, key(text.replaceAll(postcode, " ")));
    const wanted = key(text);
    const exact = this.#named(wanted);
    if (exact.length) return { places: exact, outside: false };
    if (this.elsewhere.has(wanted)) return { places: [], outside: true };
    const begun = wanted.length < SHORTEST_BEGINNING ? [] : this.#best((name) => name.startsWith(wanted));
    if (begun.length) return { places: begun, outside: false };
    const forgiven = this.#best((name) => name.length >= SHORTEST_FORGIVEN && oneSlip(wanted, name));
    return { places: forgiven, outside: false };
  }

  /** Every name, for the field to complete; a village with its commune. */
  suggestions() {
    const places = [...new Set(this.keys.map(([, place]) => place))];
    return places.map(({ name, commune }) => new Option(name === commune ? "" : commune, name));
  }

  #at(postcode, name) {
    const found = this.postcodes[postcode];
    if (!found) return { places: [], outside: true };
    const named = this.#named(name).filter((place) => place.postcodes.includes(postcode));
    const [commune, ...point] = found;
    const whole = { name: `${postcode} ${commune}`, commune, postcodes: [postcode], point };
    return { places: named.length ? named : [whole], outside: false };
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

/** The page: its form, its offices, its answer. */
class Finder {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.input = form.elements.namedItem("lieu");
    this.list = document.querySelector("[data-finder-offices]");
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
        const gazetteer = new Gazetteer(data);
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
    const { places, outside } = gazetteer.find(text);
    if (places.length === 1) return this.show(places[0].point, this.fill("found", { place: label(places[0]) }));
    if (places.length) return this.offer(places, text);
    return this.say(this.fill(outside ? "outside" : "unknown", { text }));
  }

  searchAround() {
    this.status.textContent = this.words.locating;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.show([coords.latitude, coords.longitude], this.words.around),
      (error) => this.say(error.code === error.PERMISSION_DENIED ? this.words.denied : this.words.unavailable),
      { maximumAge: 300000, timeout: 15000 },
    );
  }

  /** The offices from the nearest to the farthest. */
  show(point, sentence) {
    const far = new Map(
      this.offices.map((item) => [item, kilometres([item.dataset.latitude, item.dataset.longitude].map(Number), point)]),
    );
    const sorted = [...this.offices].sort((one, other) => far.get(one) - far.get(other));
    for (const item of sorted) {
      const distance = far.get(item);
      const words = distance < 1 ? this.words.under : this.fill("km", { km: String(Math.round(distance)) });
      item.querySelector("[data-finder-distance]").textContent = words;
    }
    this.arrange(sorted, sorted[0].dataset.office);
    this.say(sentence, false);
  }

  /** Several places bear the name that was typed: the visitor chooses. */
  offer(places, text) {
    this.say(this.fill("several", { text }));
    const choices = document.createElement("div");
    choices.className = "nearby__choices";
    for (const place of places) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "chip";
      button.textContent = label(place);
      button.addEventListener("click", () => {
        this.input.value = place.name;
        this.show(place.point, this.fill("found", { place: label(place) }));
      });
      choices.append(button);
    }
    this.status.append(choices);
    this.status.scrollIntoView({ block: "nearest" });
  }

  /** An answer without distances brings the offices back to the order of the alphabet. */
  say(sentence, reset = true) {
    if (reset) {
      for (const item of this.offices) item.querySelector("[data-finder-distance]").textContent = "";
      this.arrange(this.offices, null);
    }
    const line = document.createElement("p");
    line.textContent = sentence;
    this.status.replaceChildren(line);
    // The answer comes into view: a sentence with the form above it, offices with the nearest one whole.
    if (reset) this.status.scrollIntoView({ block: "nearest" });
    else if (this.list.firstElementChild.getBoundingClientRect().bottom > innerHeight) this.answer.scrollIntoView();
  }

  arrange(items, nearest) {
    this.list.append(...items);
    for (const item of items) item.classList.toggle("office-result--nearest", item.dataset.office === nearest);
    for (const pin of document.querySelectorAll(".map__office")) {
      pin.classList.toggle("map__office--nearest", pin.dataset.office === nearest);
    }
  }

  fill(word, values) {
    return this.words[word].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }
}

const label = ({ name, commune }) => (name === commune || name.endsWith(` ${commune}`) ? name : `${name} (${commune})`);

for (const form of document.querySelectorAll("[data-finder]")) new Finder(form);
