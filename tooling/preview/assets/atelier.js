// The forms of the desk: checked while one types, and kept in this browser until they are saved.
const form = document.querySelector("form[data-form]");
const PAUSE = 600; // milliseconds after the last key

if (form) {
  const place = `atelier ${location.pathname}`;
  const note = document.querySelector("[data-kept]");
  const saved = document.querySelector("[data-saved]");
  let waiting;
  let asked = 0;

  const typed = () => [...new FormData(form)].filter(
    ([name, value]) => name !== "jeton" && typeof value === "string", // a file is sent when the form is
  );
  const keep = () => localStorage.setItem(place, JSON.stringify(typed()));

  // Takes the server's words about the form as it stands, and nothing of what was typed.
  function tell(page) {
    for (const part of document.querySelectorAll("[data-live]")) {
      const other = page.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`);
      if (other && other.innerHTML !== part.innerHTML) part.replaceChildren(...other.childNodes);
    }
    for (const field of form.querySelectorAll(".field, .group, .list")) {
      const wrong = page.getElementById(field.id)?.classList.contains("field--wrong") ?? false;
      field.classList.toggle("field--wrong", wrong);
      field.querySelector(":scope > :is(input, select, textarea)")?.toggleAttribute("aria-invalid", wrong);
    }
    show(page.querySelector(".shown iframe").getAttribute("src"));
  }

  // The page beside the form, where it will be another one: read on where one was.
  function show(address) {
    const frame = document.querySelector(".shown iframe");
    if (!address || address === frame.getAttribute("src")) return;
    const { scrollY } = frame.contentWindow;
    frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, scrollY), { once: true });
    frame.hidden = false;
    frame.src = address;
  }

  async function check() {
    const number = ++asked;
    const sent = new URLSearchParams([...typed(), ["jeton", form.elements.jeton.value], ["geste", "verifier"]]);
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent });
      const text = await answer.text();
      if (answer.ok && number === asked) tell(new DOMParser().parseFromString(text, "text/html"));
    } catch {
      // The preview was stopped: what is typed stays here.
    }
  }

  // A file is looked at as soon as it is chosen or dropped; that of the text, once it is said what it shows.
  async function deposit(field) {
    const file = field.querySelector("[type=file]");
    const shows = field.querySelector("[name=image]");
    if (!file?.files.length || (shows && !shows.value)) return;
    const sent = new FormData();
    for (const [name, value] of [...typed(), ["jeton", form.elements.jeton.value], ["geste", "verifier"]]) sent.append(name, value);
    sent.append(file.name, file.files[0]);
    const told = document.querySelector(`[data-live="${CSS.escape(field.id)}-erreurs"]`);
    clearTimeout(waiting);
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      asked++; // what was asked before knows nothing of the file
      tell(page);
      const [control, other] = [field, page.getElementById(field.id)].map((each) => each.querySelector("select[name], textarea"));
      file.value = "";
      if (control.value === other.value) return;
      if (control.localName === "select") control.replaceChildren(...other.childNodes);
      else control.value = other.value;
      if (shows) shows.value = "";
      keep();
      check(); // with what was typed meanwhile
    } catch {
      const fault = Object.assign(document.createElement("p"), { className: "fault" });
      fault.textContent = "Ce fichier n’est pas arrivé : il est sans doute trop lourd (30 Mo au plus).";
      told.replaceChildren(fault);
    }
  }

  // The server draws the form anew: what was typed may have more items in its lists than this page.
  function takeBack(kept) {
    const other = document.createElement("form");
    Object.assign(other, { method: "post", action: form.action });
    for (const [name, value] of [...kept, ["jeton", form.elements.jeton.value], ["geste", "verifier"]]) {
      const control = document.createElement("textarea");
      Object.assign(control, { name, value });
      other.append(control);
    }
    other.hidden = true;
    document.body.append(other);
    other.submit();
  }

  form.addEventListener("submit", () => {
    keep();
    clearTimeout(waiting);
  });
  form.addEventListener("input", () => {
    keep();
    clearTimeout(waiting);
    waiting = setTimeout(check, PAUSE);
  });

  form.addEventListener("change", ({ target }) => deposit(target.closest(".field")));

  // A calendar beside each date, which may be vaguer than a day.
  for (const date of form.querySelectorAll("[data-calendar]")) {
    const calendar = Object.assign(document.createElement("input"), { type: "date", className: "calendar" });
    calendar.setAttribute("aria-label", `Choisir dans un calendrier : ${date.labels[0].textContent.trim()}`);
    const follow = () => (calendar.value = /^\d{4}-\d\d-\d\d/.test(date.value) ? date.value.slice(0, 10) : "");
    follow();
    date.addEventListener("input", follow);
    calendar.addEventListener("change", () => {
      date.value = calendar.value + date.value.slice(10).replace(/^(?! \d\d:\d\d$).*/, "");
      date.dispatchEvent(new Event("input", { bubbles: true }));
    });
    date.after(calendar);
  }

  if (saved) localStorage.removeItem(`atelier ${saved.dataset.saved}`);
  const kept = localStorage.getItem(place);
  if ("fresh" in form.dataset && kept && kept !== JSON.stringify(typed())) {
    note.hidden = false;
    note.querySelector("[data-take]").addEventListener("click", () => takeBack(JSON.parse(kept)));
    note.querySelector("[data-drop]").addEventListener("click", () => {
      localStorage.removeItem(place);
      note.hidden = true;
    });
  }
}
