// What every page does in the browser. Every page also works without it.
(() => {
  "use strict";

  // Menus lie open on a wide screen; on a narrow one they are opened by hand.
  const wide = window.matchMedia("(min-width: 60rem)");
  const fitMenus = () => { document.querySelectorAll("[data-menu]").forEach((menu) => { menu.open = wide.matches; }); };
  fitMenus();
  wide.addEventListener("change", fitMenus);

  // The summary of what is wrong is where the reader should be.
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  // Buttons that undo something ask first.
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  // What is typed stays in this tab until it was saved: a session that ends, or a page that fails, loses nothing.
  // It is dropped when somebody signs out or somebody else signs in, and never leaves the tab.
  const typed = "cpwb-typed:";
  const reader = document.body.dataset.reader;
  const prefix = `${typed}${reader}:`;
  const nameOf = (form) => `${prefix}${location.pathname}#${form.id || form.getAttribute("action")}`;
  // A full store keeps nothing more; the page itself still has the text.
  const put = (name, value) => { try { sessionStorage.setItem(name, value); } catch { sessionStorage.removeItem(name); } };
  const drop = (isGone) => Object.keys(sessionStorage).filter((key) => key.startsWith(typed) && isGone(key))
    .forEach((key) => sessionStorage.removeItem(key));
  if (reader) drop((key) => !key.startsWith(prefix) && !key.startsWith(`${typed}:`));
  // An editor is dressed around a field that is there anyway, and its tools hold no text.
  const isField = (field) => field.name && field.localName !== "trix-editor" && !field.closest("trix-toolbar");
  const fieldsOf = (form) => [...form.elements].filter((field) => isField(field)
    && (!["hidden", "password", "submit", "button", "file"].includes(field.type) || field.dataset.keep !== undefined));
  const read = (form) => JSON.stringify(fieldsOf(form).map((field) =>
    field.type === "checkbox" || field.type === "radio" ? field.checked : field.value));

  // A page that opens without errors after a form was sent means that it was saved, unless it asks to sign in.
  const sent = sessionStorage.getItem("cpwb-sent");
  if (sent) {
    sessionStorage.removeItem("cpwb-sent");
    const refused = document.querySelector("[role=alert], [data-nothing-saved]");
    if (refused) put("cpwb-refused", sent);
    else sessionStorage.removeItem(sent);
  }

  const restore = (form, kept) => {
    const values = JSON.parse(kept);
    const fields = fieldsOf(form);
    if (values.length !== fields.length) return;
    fields.forEach((field, place) => {
      if (field.type === "checkbox" || field.type === "radio") field.checked = values[place];
      else field.value = values[place];
      field.dispatchEvent(new CustomEvent("cpwb:restored", { bubbles: true }));
    });
    const notice = document.getElementById("kept-notice");
    if (notice) form.prepend(notice.content.cloneNode(true));
  };

  // What each form holds that is known to the server, and what was sent to it last.
  const known = new WeakMap();
  const asSent = new WeakMap();

  const keep = (form) => {
    const now = read(form);
    if (now === known.get(form)) sessionStorage.removeItem(nameOf(form));
    else put(nameOf(form), now);
  };

  const watch = (form) => {
    if (known.has(form)) return;
    known.set(form, read(form));
    const kept = sessionStorage.getItem(nameOf(form));
    // A form that came back with errors already shows what was typed.
    if (kept && kept !== known.get(form) && !form.querySelector("[role=alert]")) restore(form, kept);
    form.addEventListener("input", () => keep(form));
    form.addEventListener("change", () => keep(form));
    form.addEventListener("submit", () => {
      // With htmx the page stays, and says itself when the form was saved.
      if (!(window.htmx && form.hasAttribute("hx-post"))) put("cpwb-sent", nameOf(form));
    });
  };
  const watchAll = () => document.querySelectorAll("form[method=post]:not([data-no-keep])").forEach(watch);
  watchAll();

  // Parts of a page that are exchanged bring forms with them, and are the answer to others.
  const formOf = (event) => {
    const form = event.detail && event.detail.ctx && event.detail.ctx.sourceElement;
    return form && known.has(form) ? form : null;
  };
  document.addEventListener("htmx:before:request", (event) => {
    const form = formOf(event);
    if (form) asSent.set(form, read(form));
  });
  document.addEventListener("htmx:after:request", (event) => {
    const form = formOf(event);
    if (!form || event.detail.ctx.response.status >= 400) return;
    known.set(form, asSent.get(form));
    form.querySelectorAll("[data-kept]").forEach((notice) => notice.remove());
    keep(form);
  });
  document.addEventListener("htmx:after:swap", watchAll);

  // The text that the server kept through a sign-in is that of the form which was refused before it.
  const kept = document.getElementById("kept-text");
  if (kept) {
    kept.addEventListener("submit", () => {
      const refused = sessionStorage.getItem("cpwb-refused");
      if (refused) put("cpwb-sent", refused);
    });
  }
  // What notes.js keeps on this device for whoever signs out could never be opened again.
  const dropAll = () => {
    drop(() => true);
    try {
      Object.keys(localStorage).filter((key) => key.startsWith(`cpwb-draft:${reader}:`))
        .forEach((key) => localStorage.removeItem(key));
    } catch { /* nothing could be kept there */ }
  };
  document.querySelectorAll("form[action$='/logout']").forEach((form) => form.addEventListener("submit", dropAll));
})();
