// The reading room works without this file; it adds keys, marks under the pointer, and pages that change in place.
"use strict";

const root = document.documentElement;
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

// Light and dark: the visitor's choice is a cookie, so that the server writes it into the page and nothing flashes.
const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
const themeSwitch = $("[data-theme-switch]");
themeSwitch.hidden = false;
themeSwitch.addEventListener("click", () => {
  root.dataset.theme = dark() ? "light" : "dark";
  document.cookie = `onrecord_theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
});

// Statements in the text: the one under the pointer or the focus shows its source, cue and content.
let shown = "";
function show(number) {
  if (number === shown) return;
  shown = number;
  for (const piece of $$(".m.on")) {
    piece.classList.remove("on", "on-source", "on-cue", "on-content");
    delete piece.dataset.lead;
  }
  for (const item of $$("[data-n].on")) item.classList.remove("on");
  if (!number) return;
  const led = new Set();
  for (const piece of $$("[data-m]")) {
    for (const mark of piece.dataset.m.split(" ")) {
      const [of, role] = mark.split(":");
      if (of !== number) continue;
      piece.classList.add("on", `on-${role}`);
      if (!led.has(role)) piece.dataset.lead = role;
      led.add(role);
    }
  }
  for (const item of $$(`[data-n="${CSS.escape(number)}"]`)) item.classList.add("on");
}
const numberAt = (element) => {
  const item = element.closest("[data-n]");
  if (item) return item.dataset.n;
  const piece = element.closest("[data-m]");
  return piece ? piece.dataset.m.split(" ").at(-1).split(":")[0] : "";
};
// Beside the words under the pointer or the focus: whom the statement is resolved to, and why.
const peek = document.createElement("div");
peek.className = "peek";
peek.hidden = true;
document.body.append(peek);
let leaving = 0;
function hidePeek() { peek.hidden = true; }
function showPeek(number, beside) {
  clearTimeout(leaving);
  const item = $(`.statements [data-n="${CSS.escape(number)}"]`);
  if (!item || peek.contains(beside)) return;
  if (peek.hidden || peek.dataset.n !== number) {
    peek.dataset.n = number;
    peek.replaceChildren(...$$(".s-head, .resolved, .open", item).map((part) => part.cloneNode(true)));
    for (const ref of $$(".ref", peek)) ref.remove();
    for (const part of [peek, ...$$("[id]", peek)]) part.removeAttribute("id");
  }
  peek.hidden = false;
  const at = beside.getClientRects()[0];
  const left = Math.min(at.left, root.clientWidth - peek.offsetWidth - 8);
  const below = at.bottom + 14 + peek.offsetHeight < innerHeight;
  peek.style.left = `${Math.max(8, left) + scrollX}px`;
  peek.style.top = `${(below ? at.bottom + 14 : at.top - peek.offsetHeight - 14) + scrollY}px`;
}
function met(event) {
  const n = numberAt(event.target);
  if (n) show(n);
  const beside = event.target.closest(".text [data-m], .text [data-n], .peek");
  if (n && beside) showPeek(n, beside);
  else if (!peek.hidden) { clearTimeout(leaving); leaving = setTimeout(hidePeek, 350); }
}
document.addEventListener("pointerover", met);
document.addEventListener("focusin", met);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hidePeek(); });
document.addEventListener("click", (event) => {
  const piece = event.target.closest("[data-m]");
  if (!piece || getSelection().toString() || !matchMedia("(min-width: 62rem)").matches) return;
  const item = $(`.statements [data-n="${CSS.escape(numberAt(piece))}"]`);
  if (item) item.scrollIntoView({ block: "nearest" });
});

// Pages that change in place: the same address or form, and the answer's own <main> takes the place of this one.
const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
function swap(selector, page) {
  const [old, fresh] = [$(selector), $(selector, page)];
  if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  return Boolean(old && fresh);
}
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-swap]");
  if (!form) return;
  event.preventDefault();
  const items = $$("[data-item]");
  const at = items.indexOf(form.closest("[data-item]"));
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form, event.submitter) });
    const page = await parsed(answer);
    const top = scrollY;
    if (!swap("main", page)) throw new Error("no page");
    if (answer.ok) history.replaceState(null, "", answer.url);
    document.title = page.title;
    scrollTo(0, top);
    const next = at >= 0 ? $$("[data-item]")[at] : null;
    if (next) next.focus({ preventScroll: true }); else $("main").focus({ preventScroll: true });
    current = at;
    shown = "";
  } catch { form.submit(); }
});

// Search while typing.
let pause = 0, asking = null;
async function ask(form) {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) if (value) address.searchParams.append(name, value);
  asking?.abort();
  asking = new AbortController();
  try {
    const page = await parsed(await fetch(address, { signal: asking.signal }));
    if (swap(form.dataset.live, page)) history.replaceState(null, "", address);
  } catch (error) { if (error.name !== "AbortError") throw error; }
}
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-live]");
  if (!form) return;
  clearTimeout(pause);
  pause = setTimeout(() => { if (form.checkValidity()) ask(form); }, 180);
});

// A run of adding shows how far it is.
async function poll() {
  const run = $("[data-poll]");
  if (!run) return;
  try { swap("#run", await parsed(await fetch(location.href))); } catch { /* the next time, perhaps */ }
  setTimeout(poll, 700);
}
setTimeout(poll, 500);

// Files dropped anywhere on the form; more than is taken at once is told before it is sent.
function weigh(files) {
  const much = [...files.files].reduce((sum, file) => sum + file.size, 0) > Number(files.dataset.most);
  files.setCustomValidity(much ? `More than ${files.dataset.most / 1e6} MB cannot be sent at once.` : "");
  files.reportValidity();
}
for (const form of $$("[data-drop]")) {
  const files = $("input[type=file]", form);
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    form.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    files.files = event.dataTransfer.files;
    weigh(files);
    files.focus();
  });
  files.addEventListener("change", () => weigh(files));
}

// Keys.
let current = -1;
function move(step) {
  const items = $$("[data-item]");
  if (!items.length) return;
  const focused = items.indexOf(document.activeElement.closest("[data-item]"));
  current = Math.max(0, Math.min(items.length - 1, (focused >= 0 ? focused : current) + step));
  const item = items[current];
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}
const help = $("#help");
const openHelp = () => { if (!help.open) help.showModal(); };
for (const button of $$("[data-help]")) { button.hidden = false; button.addEventListener("click", openHelp); }
const keys = {
  j: () => move(1),
  k: () => move(-1),
  "/": () => { const field = $("#q") || $("#find"); field.focus(); field.select(); },
  "?": openHelp,
  g: () => { location.href = "/"; },
  a: () => { location.href = "/add"; },
  o: () => { document.activeElement.closest("[data-item]")?.querySelector("[data-open]")?.click(); },
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(document.activeElement)) { document.activeElement.blur(); return; }
  if (typing(event.target) || help.open) return;
  const within = event.key === "u" ? document : document.activeElement.closest("[data-item]") || $(".judging") || document;
  const made = /^[a-z]$/.test(event.key) ? $(`[data-key="${event.key}"]`, within) : null;
  const act = made ? () => (made.matches("input") ? (made.focus(), made.select()) : made.click()) : keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
