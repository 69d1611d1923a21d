// The text of a page: buttons that write its signs, and what is pasted from Word or a web page turned into them.
const text = document.querySelector("textarea[data-writing]");

const BLOCKS = /^(address|article|aside|blockquote|div|dl|dt|dd|figure|footer|h[1-6]|header|li|main|nav|ol|p|pre|section|table|tr|ul)$/;
const SAFE = /^(https?:|mailto:|tel:|\/)/i;
// The policy of the page lets no style in, so those of the copy are read under another name.
const look = (node) => node.dataset?.look ?? "";
const parsed = (copied) =>
  new DOMParser().parseFromString(copied.replace(/<style[^]*?<\/style>/gi, "").replace(/\sstyle=/gi, " data-look="), "text/html");
const squeezed = (words) => words.replace(/[\t\n\r ]+/g, " ");
const between = (mark, words) => words.replace(/^(\s*)(.*?)(\s*)$/s, (_, a, b, c) => (b ? `${a}${mark}${b}${mark}${c}` : words));

function row(node) {
  let words = "";
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) words += squeezed(child.data);
    if (child.nodeType !== Node.ELEMENT_NODE || ignored(child)) continue;
    const name = child.localName;
    const inside = row(child);
    if (name === "br") words += "\n";
    else if (name === "a" && SAFE.test(child.getAttribute("href") ?? "") && inside.trim())
      words += `[${inside.trim()}](${child.getAttribute("href").replace(/ /g, "%20")})`;
    else if (/^(b|strong)$/.test(name) ? !/font-weight:\s*(normal|400)/.test(look(child)) : /font-weight:\s*(bold|[67]00)/.test(look(child))) words += between("**", inside);
    else if (/^(i|em)$/.test(name) || /font-style:\s*italic/.test(look(child))) words += between("*", inside);
    else words += inside;
  }
  return words;
}

// Word writes its bullets and numbers as text that only Word hides.
const ignored = (node) =>
  /^(script|style|head|title|meta|link|o:p|xml)$/.test(node.localName) || /mso-list:\s*ignore/i.test(look(node));

const item = (words, mark, level) => `${"    ".repeat(level)}${mark} ${words.trim().replace(/\s*\n\s*/g, " ")}`;

function list(node, level = 0) {
  const rows = [];
  for (const child of node.children) {
    const inner = [...child.children].filter(({ localName }) => /^[ou]l$/.test(localName));
    if (/^[ou]l$/.test(child.localName)) rows.push(...list(child, level + 1));
    if (child.localName !== "li") continue;
    const own = child.cloneNode(true);
    for (const other of own.querySelectorAll("ol, ul")) other.remove();
    rows.push(item(row(own), node.localName === "ol" ? "1." : "-", level));
    for (const other of inner) rows.push(...list(other, level + 1));
  }
  return rows;
}

function table(node) {
  const cells = [...node.rows].map(({ cells }) => [...cells].map((cell) => row(cell).trim().replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|")));
  const [first = [], ...others] = cells.filter((line) => line.some(Boolean));
  const line = (words) => `| ${first.map((_, place) => words[place] ?? "").join(" | ")} |`;
  return first.length ? [line(first), line(first.map(() => "---")), ...others.map(line)].join("\n") : "";
}

function blocks(node) {
  const found = [];
  let loose = document.createElement("p");
  let listed = [];
  const endList = () => {
    if (listed.length) found.push(listed.join("\n"));
    listed = [];
  };
  const end = () => {
    const words = row(loose).replace(/[^\S\n]*\n[^\S\n]*/g, "\n").trim();
    if (words) found.push(words);
    loose = document.createElement("p");
  };
  for (const child of node.childNodes) {
    const name = child.localName ?? "";
    if (child.nodeType === Node.ELEMENT_NODE && ignored(child)) continue;
    const level = /mso-list:[^;]*level(\d)/i.exec(look(child));
    if (level) {
      end();
      const numbered = /^\s*\d+[.)]/.test(child.textContent);
      listed.push(item(row(child), numbered ? "1." : "-", level[1] - 1));
    } else if (!BLOCKS.test(name) && !child.querySelector?.("p, div, ul, ol, table, h1, h2, h3")) {
      if (child.textContent.trim()) endList();
      loose.append(child.cloneNode(true));
    } else {
      endList();
      end();
      if (/^[ou]l$/.test(name)) found.push(list(child).join("\n"));
      else if (name === "table") found.push(table(child));
      else if (/^h[1-6]$/.test(name)) found.push(`${"#".repeat(Math.max(2, Math.min(4, +name[1])))} ${row(child).trim()}`);
      else if (/^(p|pre|dt|dd)$/.test(name)) found.push(row(child).replace(/[^\S\n]*\n[^\S\n]*/g, "\n").trim());
      else found.push(...blocks(child));
    }
  }
  endList();
  end();
  return found.filter(Boolean);
}

if (text) {
  const told = document.createElement("p");
  told.className = "help";
  told.setAttribute("role", "status");
  const bar = document.createElement("div");
  bar.className = "tools";
  text.before(bar, told);

  const write = (words) => {
    text.focus();
    // Typed, not set: so that it can be undone.
    if (!document.execCommand("insertText", false, words)) text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const chosen = () => text.value.slice(text.selectionStart, text.selectionEnd);
  // A block stands between two empty lines.
  const block = (words) => {
    const above = text.value.slice(0, text.selectionStart);
    write(`${!above || above.endsWith("\n\n") ? "" : above.endsWith("\n") ? "\n" : "\n\n"}${words}\n`);
  };
  const button = (words, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: words });
    made.addEventListener("click", act);
    bar.append(made);
  };
  button("Titre", () => block(`## ${chosen() || "Un titre"}\n`));
  button("Liste", () => block((chosen() || "un point\nun autre").split("\n").filter(Boolean).map((one) => `- ${one}`).join("\n")));
  button("Gras", () => write(`**${chosen() || "important"}**`));
  button("Tableau", () => block("| Quoi | Quand |\n| --- | --- |\n| … | … |"));
  for (const tool of document.querySelectorAll("[data-tool]")) {
    tool.hidden = false;
    bar.append(tool);
    tool.addEventListener("change", ({ target: { value, selectedOptions }, target }) => {
      if (tool.dataset.tool === "langue") write(`[[${value}: ${chosen() || "…"}]]`);
      else write(`[${chosen() || selectedOptions[0].textContent}](${value})`);
      target.value = "";
    });
  }

  text.addEventListener("paste", (event) => {
    const copied = event.clipboardData.getData("text/html");
    if (!copied) return;
    event.preventDefault();
    const page = parsed(copied);
    const pictures = page.querySelectorAll("img").length;
    const plain = blocks(page.body);
    write(plain.length > 1 || /^(#|-|1\.|\|)/.test(plain[0] ?? "") ? `${plain.join("\n\n")}\n` : (plain[0] ?? ""));
    told.textContent = pictures ? "Les images ne se collent pas : déposez-les sous le texte." : "";
  });
}
