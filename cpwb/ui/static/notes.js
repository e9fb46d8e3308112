// Forms that save themselves while one writes: when they save, what they say about it, what this device keeps until the
// server has it, who else is writing, and signing in again in place. Loaded before cpwb.js and before Trix.
import { Device, hold, isGone, isOpen, nameThisWindow, wordsOf } from "./drafts.js";

const tools = document.getElementById("editor-tools");
const device = new Device(tools ? tools.dataset.reader : "", tools ? tools.dataset.key : "");
const windowName = nameThisWindow();

const PAUSE = 3000; // after the last key
const LONGEST = 20000; // while one keeps writing
const AGAIN = 5000; // after a save that did not arrive
const COMES_BACK = 2000; // a window that is loaded again is back by then
const KEEP = 200; // between two changes and what this device keeps of them
const ASK = 20000; // between two questions who is writing
const BEGIN = 60000; // between two signs that one is writing
const QUIET = 1500; // without a key, before a dialog may open

// Per form: what the server has of the text, what was sent to it last, since when something is unsaved, timers, whether a
// save is under way and whether another one was asked for meanwhile; the name of the window and how many saves it sent;
// whether this device keeps the text; when it last asked and told who is writing, and beside whom one chose to write.
const states = new Map();
let typedAt = -QUIET;
let isSignedOut = false;
let isLeaving = false;

const areaOf = (form) => form.querySelector("textarea[data-editor]");
const editorOf = (form) => form.querySelector("trix-editor");
const revisionOf = (form) => form.elements.revision;
const isDirty = (form) => areaOf(form).value !== states.get(form).saved;
// Two texts that must be put together are saved by hand alone.
const isTorn = (form) => Boolean(form.querySelector("[data-conflict]"));
const say = (form, word) => {
  const state = states.get(form);
  state.word = word;
  const line = form.querySelector("[data-saved]");
  const words = (!state.isKept && tools.dataset[`${word}Loose`]) || tools.dataset[word];
  if (line && line.textContent !== words) line.textContent = words;
};

// -- saving

const saveSoon = (form, wait = PAUSE) => {
  const state = states.get(form);
  state.since ??= performance.now();
  clearTimeout(state.timer);
  const longest = state.since + LONGEST - performance.now();
  state.timer = setTimeout(() => saveNow(form), Math.max(0, Math.min(wait, longest)));
};
const saveNow = (form) => {
  if (!form.isConnected || isSignedOut || states.get(form).isBusy || !isDirty(form) || isTorn(form)) return;
  form.querySelector("[data-live]").setAttribute("aria-live", "off");
  form.requestSubmit();
};
const saveAll = () => states.forEach((_state, form) => saveNow(form));

// One save at a time: the next one must start from the revision that the last one answers with.
document.addEventListener("submit", (event) => {
  const state = states.get(event.target);
  if (!state || !state.isBusy) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  state.again = true;
}, { capture: true });

const changed = (form) => {
  if (states.get(form).isExchanged) return;
  typedAt = performance.now();
  if (!isDirty(form)) { drop(form); return; }
  keepSoon(form);
  if (isSignedOut) { say(form, "signedOut"); return; }
  say(form, "unsaved");
  saveSoon(form);
  begin(form);
};

const watched = (event) => {
  const form = event.detail && event.detail.ctx && event.detail.ctx.sourceElement;
  return states.has(form) ? form : null;
};
document.addEventListener("htmx:config:request", (event) => {
  const form = watched(event);
  if (!form) return;
  const state = states.get(form);
  state.serial += 1;
  try { sessionStorage.setItem(`cpwb-serial:${form.id}`, state.serial); } catch { /* a reload counts anew */ }
  event.detail.ctx.request.body.set("tab", state.tab);
  event.detail.ctx.request.body.set("serial", state.serial);
});
document.addEventListener("htmx:before:request", (event) => {
  const form = watched(event);
  if (!form) return;
  const state = states.get(form);
  clearTimeout(state.timer);
  Object.assign(state, { sent: areaOf(form).value, since: null, isBusy: true, again: false });
  if (isDirty(form)) keep(form);
  say(form, "saving");
});
document.addEventListener("htmx:before:response", (event) => {
  if (!dialog || event.detail.ctx.response.status !== 401) return;
  // The page stays as it is: one signs in on top of it.
  event.preventDefault();
  isSignedOut = true;
  openWhenQuiet();
});
document.addEventListener("htmx:after:request", (event) => {
  const form = watched(event);
  if (!form) return;
  const status = event.detail.ctx.response.status;
  if (status >= 400) form.querySelector("[data-live]").setAttribute("aria-live", "polite");
  else {
    isSignedOut = false;
    states.get(form).saved = states.get(form).sent;
  }
});
document.addEventListener("htmx:finally:request", (event) => {
  const form = watched(event);
  if (!form) return;
  const state = states.get(form);
  const status = event.detail.ctx.response ? event.detail.ctx.response.status : 0;
  state.isBusy = false;
  if (status === 0 || status >= 500 || status === 429) {
    say(form, status === 0 ? "offline" : "refused");
    saveSoon(form, AGAIN);
    return;
  }
  form.querySelector("[data-live]").removeAttribute("aria-live");
  if (status === 401) { say(form, "signedOut"); return; }
  if (status >= 400) {
    if (status !== 409 && status !== 422) say(form, "refused");
    return;
  }
  exchange(form);
  if (!isDirty(form)) { drop(form); return; }
  keepSoon(form);
  say(form, "unsaved");
  saveSoon(form, state.again ? 0 : PAUSE);
});
window.addEventListener("online", saveAll);

// Where another text than one's own became the notes, one goes on from that one. What was typed while the answer was on
// its way stays below it, for its writer to put in order; it is not saved yet.
const exchange = (form) => {
  const fresh = form.querySelector("[data-fresh]");
  if (!fresh) return;
  const state = states.get(form);
  const { editor, editorController } = editorOf(form);
  // Trix paints in the next frame, and the field has what was typed only then.
  editorController.inputController.render();
  const typed = areaOf(form).value === state.sent ? "" : areaOf(form).value;
  const behind = editor.getDocument().getLength() - editor.getPosition();
  state.isExchanged = true;
  load(form, fresh.dataset.fresh);
  state.saved = areaOf(form).value;
  if (typed) load(form, fresh.dataset.fresh + typed);
  fresh.remove();
  state.isExchanged = false;
  // Whoever types on goes on where the cursor stood: so far from the end.
  const isWriting = document.activeElement === editorOf(form);
  if (isWriting) editor.setSelectedRange(Math.max(0, editor.getDocument().getLength() - behind));
};
const load = (form, html) => editorOf(form).editor.loadHTML(html);

// Closing the page asks first while something is not saved.
window.addEventListener("beforeunload", (event) => {
  if (!isLeaving && [...states.keys()].some((form) => form.isConnected && isDirty(form))) event.preventDefault();
});

// -- what this device keeps

const nameOf = (form) => `${form.id}:${states.get(form).tab}`;
const keep = async (form) => {
  const state = states.get(form);
  clearTimeout(state.keeping);
  state.keeping = 0;
  if (!state.tab) return;
  const { tab, serial } = state;
  const record = { text: areaOf(form).value, revision: revisionOf(form).value, tab, serial };
  const isKept = await device.keep(nameOf(form), record);
  if (isKept === state.isKept) return;
  state.isKept = isKept;
  if (state.word) say(form, state.word);
};
const keepSoon = (form) => { states.get(form).keeping ||= setTimeout(() => keep(form), KEEP); };
const drop = (form) => {
  const state = states.get(form);
  clearTimeout(state.keeping);
  state.keeping = 0;
  if (state.tab) device.drop(nameOf(form));
};
document.addEventListener("visibilitychange", () => states.forEach((state, form) => { if (state.keeping) keep(form); }));

// What is kept of a window that is gone is offered; that of one that is open is its own affair until it goes.
const offer = async (form) => {
  const state = states.get(form);
  for (const { name, record } of await device.read(`${form.id}:`)) {
    const isOwn = record.tab === state.tab;
    if (record.text === state.saved) device.drop(name);
    else if (isOwn) { if (!form.querySelector("[data-kept]") && !isDirty(form)) show(form, name, record); }
    else if (await isOpen(record.tab)) offerLater(form, record.tab);
    // What this window took over before it was loaded again, it keeps under its own name.
    else if (record.text === areaOf(form).value) device.drop(name);
    else show(form, name, record);
  }
};
const offerLater = async (form, tab) => {
  // A window that is loaded again is gone for a moment only.
  do {
    await isGone(tab);
    await new Promise((resolve) => { setTimeout(resolve, COMES_BACK); });
  } while (await isOpen(tab));
  for (const { name, record } of await device.read(`${form.id}:`)) {
    if (record.tab === tab && form.isConnected && record.text !== states.get(form).saved) show(form, name, record);
  }
};
const show = (form, name, record) => {
  const notice = document.getElementById("draft-offer").content.firstElementChild.cloneNode(true);
  const words = wordsOf(record.text);
  notice.querySelector("[data-draft-words]").textContent = words.length > 400 ? `${words.slice(0, 400)}…` : words;
  notice.querySelector("[data-take-over]").addEventListener("click", async () => {
    notice.remove();
    await takeOver(form, name, record);
    editorOf(form).focus();
  });
  notice.querySelector("[data-throw-away]").addEventListener("click", () => {
    notice.remove();
    device.drop(name);
    editorOf(form).focus();
  });
  form.prepend(notice);
};
const takeOver = async (form, name, record) => {
  const state = states.get(form);
  // One window alone goes on under the name of the one that is gone: its text is not offered to others then.
  const isHeld = record.tab === state.tab || await hold(record.tab);
  if (isDirty(form)) {
    // What was written here meanwhile stays above it.
    load(form, areaOf(form).value + record.text);
    device.drop(name);
    return;
  }
  // It goes on where that window stopped: a save of it whose answer was lost is no text of somebody else.
  if (isHeld) Object.assign(state, { tab: record.tab, serial: Number(record.serial) });
  revisionOf(form).value = record.revision;
  load(form, record.text);
};

// -- who else is writing

const hear = async (form, method) => {
  const state = states.get(form);
  if (!form.dataset.writersUrl || !state.tab) return;
  const address = new URL(form.dataset.writersUrl, location.href);
  const fields = new URLSearchParams({ tab: state.tab, csrf_token: form.elements.csrf_token.value });
  if (method === "GET") {
    address.searchParams.set("tab", state.tab);
    address.searchParams.set("revision", revisionOf(form).value);
  }
  let html = "";
  try {
    const answer = await fetch(address, { method, headers: { "HX-Request": "true" }, body: method === "GET" ? null : fields });
    if (!answer.ok) return;
    html = await answer.text();
  } catch { return; }
  tell(form, html);
};
const tell = (form, html) => {
  const state = states.get(form);
  const place = form.querySelector("[data-writers]");
  place.innerHTML = html.trim();
  takeNewer(form, place.querySelector("[data-newer]"));
  const button = place.querySelector("[data-write-anyway]");
  if (!button) { state.beside = ""; return; }
  const warning = button.parentElement;
  const who = warning.textContent;
  // One chose once to write beside these people, as long as they go on; of others one is told.
  if (who === state.beside) { warning.remove(); return; }
  const editor = editorOf(form);
  button.addEventListener("click", () => {
    state.beside = who;
    warning.remove();
    editor.contentEditable = "true";
    editor.focus();
  });
  // Whoever has begun is told, but not stopped.
  if (isDirty(form)) return;
  editor.contentEditable = "false";
  if (document.activeElement === editor || document.activeElement === document.body) button.focus();
};
// A text that was saved elsewhere takes the place of an older one in which nothing was typed. Where something was, the two
// meet when it is saved.
const takeNewer = (form, newer) => {
  if (!newer) return;
  const state = states.get(form);
  const { editor, editorController } = editorOf(form);
  // What was typed a moment ago is not in the field before it is painted.
  const isTyped = isDirty(form) || editorController.inputController.scheduledRender;
  const isNewer = Number(newer.dataset.revision) > Number(revisionOf(form).value);
  if (!isNewer || isTyped || state.isBusy || isTorn(form)) { newer.remove(); return; }
  state.isExchanged = true;
  load(form, newer.dataset.newer);
  state.saved = areaOf(form).value;
  revisionOf(form).value = newer.dataset.revision;
  state.isExchanged = false;
  if (document.activeElement === editorOf(form)) editor.setSelectedRange(editor.getDocument().getLength() - 1);
};
const begin = (form) => {
  const state = states.get(form);
  if (performance.now() - state.begun < BEGIN) return;
  state.begun = performance.now();
  hear(form, "POST");
};
document.addEventListener("trix-focus", (event) => {
  const form = event.target.inputElement.form;
  const state = states.get(form);
  if (!state || performance.now() - state.asked < ASK) return;
  state.asked = performance.now();
  hear(form, "GET");
});

// -- signing in again in place

const dialog = document.getElementById("sign-in-again");
const openWhenQuiet = () => {
  if (dialog.open) return;
  const wait = QUIET - (performance.now() - typedAt);
  if (wait > 0) { setTimeout(openWhenQuiet, wait); return; }
  dialog.showModal();
  ask().then((isKnown) => { if (!isKnown) bringForm(); });
};
// Find out who is signed in now; say whether somebody is.
const ask = async () => {
  try {
    return settle(await (await fetch(dialog.dataset.session)).json());
  } catch {
    return false;
  }
};
const settle = (session) => {
  if (!session.reader) return false;
  if (session.reader === tools.dataset.reader) goOn(session.token);
  else shut();
  return true;
};
const goOn = (token) => {
  document.querySelectorAll("input[name=csrf_token]").forEach((field) => { field.value = token; });
  document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRFToken": token }));
  isSignedOut = false;
  dialog.querySelector("[data-form]").replaceChildren();
  dialog.close();
  document.dispatchEvent(new CustomEvent("cpwb:signed-in"));
  states.forEach((_state, form) => { if (isDirty(form)) { say(form, "unsaved"); saveNow(form); } });
};
// Somebody else has signed in: the text is not for those eyes, and must not be saved in that name.
const shut = () => {
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[data-same]").hidden = true;
  dialog.querySelector("[data-other]").hidden = false;
  document.querySelector("main").hidden = true;
};
const bringForm = async () => {
  try {
    putForm(await (await fetch(dialog.dataset.signIn)).text());
  } catch { /* the link to a new tab is there */ }
};
const putForm = (html) => {
  const form = new DOMParser().parseFromString(html, "text/html").getElementById("sign-in");
  if (!form) return;
  form.elements.next.value = dialog.dataset.session;
  dialog.querySelector("[data-form]").replaceChildren(document.adoptNode(form));
  const wrong = form.querySelector("[role=alert]");
  if (wrong) wrong.focus();
};
if (dialog) {
  // Beside the main part of the page, which is hidden from whoever else signs in.
  document.body.append(dialog);
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const body = new URLSearchParams(new FormData(event.target));
      const answer = await fetch(event.target.action, { method: "POST", body });
      if (answer.headers.get("Content-Type").startsWith("application/json")) settle(await answer.json());
      else putForm(await answer.text());
    } catch { /* no connection: the form stays */ }
  });
  dialog.addEventListener("cancel", (event) => { if (document.querySelector("main").hidden) event.preventDefault(); });
  dialog.querySelector("[data-later]").addEventListener("click", () => dialog.close());
  dialog.querySelector("[data-leave]").addEventListener("click", () => { isLeaving = true; location.assign("/"); });
  // Signing in in another tab is noticed on coming back.
  window.addEventListener("focus", () => { if (isSignedOut) ask(); });
}

// -- beginning

document.addEventListener("trix-initialize", async (event) => {
  const form = event.target.inputElement.form;
  if (!form || form.dataset.autosave === undefined || !window.htmx || states.has(form)) return;
  const area = areaOf(form);
  // What this tab kept of an unsaved text, or what Trix writes in another way, is not what the server has.
  const kept = form.querySelector("[data-kept]");
  let serial = 0;
  try { serial = Number(sessionStorage.getItem(`cpwb-serial:${form.id}`)); } catch { /* a reload counts anew */ }
  states.set(form, {
    saved: kept ? area.dataset.editor : area.value, sent: "", since: null, timer: 0, keeping: 0, isBusy: false, again: false, isExchanged: false,
    tab: "", serial, isKept: true, word: "", asked: -ASK, begun: -BEGIN, beside: "",
  });
  area.addEventListener("input", () => changed(form));
  if (kept) { say(form, "unsaved"); saveSoon(form); }
  states.get(form).tab = await windowName;
  if (isDirty(form)) keepSoon(form);
  offer(form);
});
document.addEventListener("trix-blur", (event) => {
  const form = event.target.inputElement.form;
  if (states.has(form)) saveNow(form);
});
