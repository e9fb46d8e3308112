// From text to record: in the room, a sentence of the notes becomes a decision or an action point, phrases are put in
// where the cursor stands, a line that stays in sight says where one is, and the focus is never lost when a part of the
// page is exchanged. On the screen that is projected, what the recorder shows. Every page works without this too.
//
// The keys are Ctrl + Enter (action point) and Ctrl + Shift + Enter (decision), or Cmd on a Mac. They type nothing, so
// they need no setting to turn them off (WCAG 2.1.4). No browser uses them in a text: those with a letter are taken (bold,
// bookmarks, downloads), and with Alt they are menus, access keys, or on a Belgian keyboard signs such as € and @. Screen
// readers pass them on: theirs go with Insert, Caps Lock or Ctrl + Option.
(() => {
  "use strict";

  const isLost = () => !document.activeElement || document.activeElement === document.body;

  // -- where one is

  const now = document.querySelector("[data-where-now]");
  if (now) {
    const links = [...document.querySelectorAll("nav a[href^='#']")];
    const parts = links.map((link) => [document.getElementById(link.hash.slice(1)), link]).filter(([part]) => part);
    let shown = null;
    const show = (link) => {
      if (link === shown) return;
      shown = link;
      links.forEach((other) => other.removeAttribute("aria-current"));
      now.hidden = !link;
      now.textContent = link ? [...link.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim() : "";
      if (link) link.setAttribute("aria-current", "location");
    };
    const isSeen = (part) => {
      const { top, bottom } = part.getBoundingClientRect();
      return bottom > 0 && top < window.innerHeight;
    };
    // Where one writes, as long as it is in sight; otherwise what stands in the upper half of the window.
    const look = () => {
      const written = parts.find(([part]) => part.contains(document.activeElement) && isSeen(part));
      const read = parts.filter(([part]) => part.getBoundingClientRect().top < window.innerHeight * 0.4).at(-1);
      show(((written || read || parts[0] || [])[1]) || null);
    };
    let waits = false;
    const lookSoon = () => {
      if (waits) return;
      waits = true;
      requestAnimationFrame(() => { waits = false; look(); });
    };
    document.addEventListener("focusin", lookSoon);
    document.addEventListener("scroll", lookSoon, { passive: true });
    window.addEventListener("resize", lookSoon);
    window.addEventListener("hashchange", () => {
      // Who follows a link of the agenda goes on from there by keyboard too.
      const part = parts.find(([found]) => `#${found.id}` === location.hash);
      const heading = part && part[0].querySelector("h2");
      if (!heading) return;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    });
    look();
  }

  // -- notes

  const tools = document.getElementById("editor-tools");
  const openings = tools && tools.dataset.openings ? JSON.parse(tools.dataset.openings) : null;
  // Per editor: what is selected, or was last when something else has the focus.
  const ranges = new WeakMap();
  // The region in which a form stands that was opened from an editor, and that editor, to go back to.
  const openedFrom = new Map();

  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const openingOf = (line) => {
    const match = /^\s*([^\s:]+)\s*:\s*\S/u.exec(line);
    if (!match) return null;
    const found = Object.keys(openings).find((word) => plain(word) === plain(match[1]));
    return found ? openings[found] : null;
  };

  // The line with the cursor and the place in it, in characters as the server counts them; what is selected has none. In
  // an empty line, the last one above it that says something.
  const lineAt = (editor) => {
    const signs = Array.from(editor.editor.getDocument().toString());
    const [from, to] = ranges.get(editor) || editor.editor.getSelectedRange();
    if (to > from) return { line: signs.slice(from, to).join(""), place: null };
    let end = signs.indexOf("\n", from);
    if (end < 0) end = signs.length;
    let place = from;
    for (;;) {
      // Of an array, a place before the first one counts from its end.
      const start = end > 0 ? signs.lastIndexOf("\n", end - 1) + 1 : 0;
      const line = signs.slice(start, end).join("");
      if (line.trim()) return { line, place: Math.max(0, place - start) };
      if (start === 0) return { line: "", place: 0 };
      end = start - 1;
      place = end;
    }
  };

  const itemOf = (editor) => editor.closest("form").id.replace("notes-", "");
  const regionFor = (editor, kind) => document.getElementById(`${kind}s-${itemOf(editor)}`);
  const offerOf = (editor) => editor.parentElement.querySelector(".editor-offer");
  // What cpwb.js keeps of a form in which something was typed and not sent.
  const typedIn = (form) => Object.keys(sessionStorage)
    .find((key) => key.startsWith("cpwb-typed:") && key.endsWith(`${location.pathname}#${form}`));

  const focusOn = (field) => {
    if (!field) return;
    field.focus();
    if (field.value && field.setSelectionRange && field.type !== "radio") field.setSelectionRange(field.value.length, field.value.length);
  };

  // The first field that still needs something: what is compulsory and empty, or else how it was decided, or the button.
  const focusFirstEmpty = (form) => {
    const fields = [...form.elements].filter((field) => field.offsetParent && field.type !== "hidden" && !field.closest("details, .pills-more"));
    const isEmpty = (field) => ["text", "textarea", "select-one"].includes(field.type) && !field.value;
    focusOn(fields.find(isEmpty) || fields.find((field) => field.type === "radio" && field.checked) || fields.find((field) => field.type === "submit"));
  };

  // The browser tells of a moved cursor before it draws: a key that follows at once waits for that.
  const drawn = () => new Promise(requestAnimationFrame);

  // `asked` is what the button or the key stands for; a line that says what it is goes before a key.
  const record = async (editor, asked, { given = null, byKey = false } = {}) => {
    if (!given) await drawn();
    const { line, place } = given || lineAt(editor);
    const kind = (byKey && openingOf(line)) || asked;
    const region = regionFor(editor, kind);
    if (!line.trim() || !region || !window.htmx) { editor.focus(); return; }
    const form = `${kind}-${itemOf(editor)}`;
    const open = document.getElementById(form);
    // What somebody has begun to type in that form is not thrown away.
    const typed = typedIn(form);
    if (open && typed) { focusFirstEmpty(open); return; }
    if (typed) sessionStorage.removeItem(typed);
    openedFrom.set(region.id, editor);
    offerOf(editor).replaceChildren();
    const values = { line };
    if (place !== null) values.place = place;
    await window.htmx.ajax("POST", region.dataset.fromText, { source: region, target: region, swap: "outerHTML", values });
    const filled = document.getElementById(form);
    if (filled) focusFirstEmpty(filled);
  };

  const offer = (editor) => {
    const { line, place } = lineAt(editor);
    const kind = place === null ? null : openingOf(line);
    const box = offerOf(editor);
    box.replaceChildren();
    if (!kind) return;
    const said = document.createElement("q");
    said.textContent = line.trim();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-secondary button-small";
    button.textContent = kind === "action" ? tools.dataset.makeAction : tools.dataset.makeDecision;
    button.addEventListener("click", () => record(editor, kind, { given: { line, place } }));
    box.append(said, button);
  };

  const insert = (editor, phrase) => {
    editor.editor.setSelectedRange(ranges.get(editor) || editor.editor.getSelectedRange());
    editor.editor.insertString(phrase);
    editor.focus();
  };

  const listOf = (toolbar) => toolbar.querySelector("[data-phrases]");
  const showPhrases = (toolbar, open) => {
    listOf(toolbar).hidden = !open;
    toolbar.querySelector("[data-record=phrases]").setAttribute("aria-expanded", String(open));
  };

  const walkDown = (event) => {
    const items = [...event.currentTarget.querySelectorAll("button")];
    const place = items.indexOf(document.activeElement);
    const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: items.length - 1 }[event.key];
    if (next === undefined || !items.length) return;
    event.preventDefault();
    items[(next + items.length) % items.length].focus();
  };

  const equip = (editor) => {
    const toolbar = document.getElementById(editor.getAttribute("toolbar"));
    const box = document.createElement("div");
    box.className = "editor-offer";
    box.setAttribute("role", "status");
    editor.after(box);
    // The mouse leaves the cursor where it is: of what was selected last, the browser tells only an editor that has it.
    toolbar.querySelectorAll("[data-record]").forEach((button) => button.addEventListener("mousedown", (event) => event.preventDefault()));
    toolbar.querySelectorAll("[data-record]").forEach((button) => button.addEventListener("click", () => {
      if (button.dataset.record !== "phrases") { record(editor, button.dataset.record); return; }
      const opens = listOf(toolbar).hidden;
      showPhrases(toolbar, opens);
      if (opens) listOf(toolbar).querySelector("button, p").focus();
    }));
    const list = listOf(toolbar);
    if (list) {
      list.addEventListener("keydown", walkDown);
      list.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        showPhrases(toolbar, false);
        toolbar.querySelector("[data-record=phrases]").focus();
      });
      list.querySelectorAll("button").forEach((button) => button.addEventListener("click", () => {
        showPhrases(toolbar, false);
        insert(editor, button.textContent);
      }));
    }
    editor.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      if (!event.ctrlKey && !event.metaKey) {
        if (!event.shiftKey && !event.altKey) offer(editor);
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      record(editor, event.shiftKey ? "decision" : "action", { byKey: true });
    }, { capture: true });
  };

  if (openings) {
    document.addEventListener("trix-initialize", (event) => equip(event.target));
    document.addEventListener("trix-selection-change", (event) => {
      if (document.activeElement === event.target) ranges.set(event.target, event.target.editor.getSelectedRange());
    });
  }

  // -- the focus after a part of the page was exchanged

  const saidOf = (element) => element.textContent.trim();
  let before = null;
  document.addEventListener("htmx:before:request", (event) => {
    const { target } = event.detail.ctx;
    const held = target && target.id && target.contains(document.activeElement) ? document.activeElement : null;
    before = held ? { region: target.id, id: held.id, says: saidOf(held) } : before;
  });

  // Back to the notes from which a form was opened, and what was done is said there; or else to the same button, the one
  // that opens such a form, or the heading. `answered` is the region of the request that has ended: another one, such as
  // a save of notes meanwhile, leaves the place of the rest as it is until their own answer is there.
  const recover = (answered) => {
    openedFrom.forEach((editor, id) => {
      const region = document.getElementById(id);
      if (id !== answered || !region || region.querySelector("form.entry")) return;
      openedFrom.delete(id);
      if (!isLost() && !region.contains(document.activeElement)) return;
      const done = region.querySelector("[autofocus]");
      const box = offerOf(editor);
      box.replaceChildren();
      if (done) box.append(saidOf(done));
      editor.focus();
    });
    if (!before || before.region !== answered) return;
    const region = document.getElementById(before.region);
    const { id, says } = before;
    before = null;
    if (!region || !isLost()) return;
    const same = (id && document.getElementById(id)) || [...region.querySelectorAll("a, button")].find((element) => saidOf(element) === says);
    const next = same || region.querySelector(".region-head a, button:not([disabled])") || region.querySelector("h2, h3, h4");
    if (!next) return;
    if (!next.matches("a, button, input, select, textarea")) next.tabIndex = -1;
    next.focus();
  };
  document.addEventListener("htmx:finally:request", (event) => {
    const { target } = event.detail.ctx;
    requestAnimationFrame(() => recover(target && target.id));
  });

  // -- the screen that is projected

  const screen = document.querySelector("[data-screen]");
  if (!screen) return;
  const EVERY = 4000;
  const pause = screen.querySelector("[data-screen-pause]");
  const said = screen.querySelector("[data-screen-said]");
  let paused = false;
  const follow = async () => {
    if (paused || document.hidden) return;
    const region = document.getElementById(screen.dataset.screen);
    // Who is about to press a button there is not disturbed.
    const held = region.contains(document.activeElement) ? saidOf(document.activeElement) : "";
    try {
      const answer = await fetch(`${screen.dataset.url}?seen=${region.dataset.mark}`, { headers: { "HX-Request": "true" } });
      // Who was signed out is led to another page.
      const follows = answer.ok && !answer.redirected;
      said.textContent = follows ? "" : screen.dataset.lost;
      if (!follows || answer.status === 204 || paused) return;
      const fresh = document.createElement("template");
      fresh.innerHTML = await answer.text();
      region.replaceWith(fresh.content);
      const shown = document.getElementById(screen.dataset.screen);
      window.htmx.process(shown);
      if (held) ([...shown.querySelectorAll("button")].find((button) => saidOf(button) === held) || shown.querySelector("button") || pause).focus();
    } catch {
      said.textContent = screen.dataset.lost;
    }
  };
  pause.hidden = false;
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    follow();
  });
  // Not every browser lets a page fill the screen: that of an iPhone does not.
  const full = screen.querySelector("[data-screen-full]");
  full.hidden = !document.fullscreenEnabled;
  full.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  });
  document.addEventListener("fullscreenchange", () => full.setAttribute("aria-pressed", String(Boolean(document.fullscreenElement))));
  document.addEventListener("visibilitychange", follow);
  setInterval(follow, EVERY);
})();
