// What makes pages kinder where script runs. Every page works without it; nothing here builds HTML from text.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const fill = (text, n) => text.replace("{n}", n);
const make = (tag, props = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), props);
  node.append(...children);
  return node;
};

// Leave at once: cover the page, end the session with the form that the page holds, go to a blank page.
const exit = document.querySelector("[data-exit]");
let leaving = false;
function leave(event) {
  event?.preventDefault();
  leaving = true;
  const out = document.querySelector("#sign-out");
  const body = out && new URLSearchParams(new FormData(out));
  document.title = "…";
  document.body.replaceChildren();
  if (out) fetch(out.action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
  location.replace(exit.href);
}
if (exit) {
  exit.addEventListener("click", leave);
  let shifts = [];
  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    shifts = event.key === "Shift" ? [...shifts.slice(-2), event.timeStamp] : [];
    if (shifts.length === 3 && shifts[2] - shifts[0] < 1500) leave(event);
  });
}

// A menu closes when something else is chosen.
for (const menu of all("details.menu")) {
  addEventListener("click", (event) => menu.contains(event.target) || (menu.open = false));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// After a refused form the summary is read first.
document.querySelector("[data-summary]")?.focus();

// A form is sent once; what was typed is not left behind unasked.
const changed = new Set();
const sent = new Set();
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  setTimeout(() => sent.delete(form), 10000);
  changed.delete(form);
  event.submitter?.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", () => {
  sent.clear();
  for (const button of all("button[aria-disabled]")) button.removeAttribute("aria-disabled");
});
addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.hasAttribute("data-guard")) changed.add(form);
});
addEventListener("beforeunload", (event) => {
  if (!changed.size || leaving) return;
  event.preventDefault();
  event.returnValue = true;
});

// How many letters are left.
for (const area of all("textarea[data-limit]")) {
  const note = area.parentElement.querySelector("[data-count]");
  const spoken = make("span", { className: "govuk-visually-hidden", role: "status" });
  note.after(spoken);
  let timer;
  const tell = () => {
    const left = area.dataset.limit - [...area.value].length;
    note.textContent = fill(left < 0 ? area.dataset.over : area.dataset.left, Math.abs(left));
    note.classList.toggle("govuk-error-message", left < 0);
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = note.textContent), 1200);
  };
  area.addEventListener("input", tell);
  if (area.value) tell();
}

// Advice and further questions appear with the signs that call for them.
const advice = all("[data-advice-for]");
function advise() {
  const ticked = new Set(all("input:checked").map((box) => box.value));
  for (const block of advice) {
    block.hidden = !block.dataset.adviceFor.split(" ").some((sign) => ticked.has(sign));
  }
}
if (advice.length) {
  advise();
  addEventListener("change", advise);
}

// Type-ahead: words in the box, the code in the hidden one beside it.
for (const box of all("[data-lookup]")) {
  const [words, code] = all("input", box);
  box.querySelector("button")?.remove();
  const id = `${words.id}-list`;
  const list = make("ul", { id, className: "lookup__list", role: "listbox", hidden: true });
  const spoken = make("span", { className: "govuk-visually-hidden", role: "status" });
  box.append(list);
  box.after(spoken);
  const settings = { role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(settings)) words.setAttribute(name, value);
  list.setAttribute("aria-label", document.querySelector(`label[for="${words.id}"]`).textContent);
  let at = -1;
  let timer;
  let asked = 0;

  const close = () => {
    at = -1;
    asked += 1;
    list.hidden = true;
    words.setAttribute("aria-expanded", "false");
    words.removeAttribute("aria-activedescendant");
  };
  const choose = (item) => {
    words.value = `${item.name}, ${item.place}`;
    code.value = item.code;
    for (const radio of all("input[type=radio]", box.parentElement)) radio.checked = false;
    close();
  };
  const move = (to) => {
    const options = [...list.children];
    if (list.hidden || !options.length) return;
    at = (to + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    options[at].scrollIntoView({ block: "nearest" });
    words.setAttribute("aria-activedescendant", options[at].id);
  };
  const show = (items) => {
    list.replaceChildren(
      ...items.map((item, i) => {
        const option = make("li", { id: `${id}-${i}`, role: "option" }, item.name, make("small", { textContent: item.place }));
        option.addEventListener("pointerdown", (event) => event.preventDefault());
        option.addEventListener("click", () => choose(item));
        return option;
      }),
    );
    at = -1;
    list.hidden = !items.length;
    words.setAttribute("aria-expanded", String(items.length > 0));
    spoken.textContent = items.length ? fill(box.dataset.some, items.length) : box.dataset.none;
    spoken.classList.toggle("govuk-visually-hidden", items.length > 0);
    spoken.classList.toggle("lookup__none", !items.length);
  };
  const ask = async () => {
    const mine = (asked += 1);
    const text = words.value.trim();
    if (text.length < 2) return close();
    try {
      const answer = await fetch(`${box.dataset.lookup}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
      const items = answer.ok ? await answer.json() : [];
      if (mine === asked && document.activeElement === words) show(items);
    } catch {
      close();
    }
  };
  words.addEventListener("input", () => {
    code.value = "";
    clearTimeout(timer);
    timer = setTimeout(ask, 180);
  });
  words.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(at + 1);
    else if (event.key === "ArrowUp") move(at - 1);
    else if (event.key === "Enter" && !list.hidden) at < 0 ? move(0) : list.children[at].click();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  words.addEventListener("blur", close);
}
