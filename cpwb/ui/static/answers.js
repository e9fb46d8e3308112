// What was sent for a part of a page and did not arrive: that is said where it was sent from. What can be sent twice without
// harm is sent again by itself, until it has arrived. Notes look after themselves (notes.js).
(() => {
  "use strict";

  const sentences = document.getElementById("unsent-notice").dataset;
  const AGAIN = 5000;
  const NEVER_DONE = 401;
  // What was sent from and did not arrive: the notice there, and whether it is sent again by itself, or after signing in.
  const unsent = new Map();
  let timer = 0;

  const isOurs = (source) => source instanceof Element && source.dataset.autosave === undefined;
  const repeats = (source) => source.dataset.repeats !== undefined;

  const forget = (source) => {
    if (!unsent.has(source)) return;
    unsent.get(source).shown.remove();
    unsent.delete(source);
  };
  const tell = (source, word, when) => {
    const known = unsent.get(source);
    const shown = known ? known.shown : document.createElement("p");
    if (!known) {
      shown.className = "notice notice-warn";
      shown.setAttribute("role", "alert");
    }
    const words = sentences[word];
    // The same sentence again is not read out again.
    if (shown.textContent !== words) shown.textContent = words;
    unsent.set(source, { shown, when });
    if (known && shown.isConnected) return;
    if (source.matches("a, button")) source.after(shown);
    else source.prepend(shown);
  };

  const send = (source) => {
    if (!source.isConnected) forget(source);
    else if (repeats(source)) source.dispatchEvent(new Event("change"));
    else if (source.localName === "form") source.requestSubmit();
    else forget(source);
  };
  const sendAll = (when) => [...unsent].filter(([, one]) => one.when === when).forEach(([source]) => send(source));
  const sendSoon = () => { clearTimeout(timer); timer = setTimeout(() => sendAll("soon"), AGAIN); };

  const fail = ({ sourceElement: source, request }) => {
    if (repeats(source)) { tell(source, "again", "soon"); sendSoon(); }
    else tell(source, request.method === "GET" ? "ask" : "check", "never");
  };

  // What waited for an answer before it says what the page has seen since: its fields were read when it was asked for.
  document.addEventListener("htmx:before:request", ({ detail: { ctx: { request: { form, body } } } }) => {
    if (form && body) form.querySelectorAll("[data-current]").forEach((field) => body.set(field.name, field.value));
  });
  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    if (ctx && isOurs(ctx.sourceElement) && !ctx.response) fail(ctx);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const { ctx } = event.detail;
    if (!isOurs(ctx.sourceElement) || !ctx.response) return;
    const { status } = ctx.response;
    if (status >= 500 || (status === 429 && repeats(ctx.sourceElement))) fail(ctx);
    else if (status === NEVER_DONE && document.getElementById("sign-in-again")) tell(ctx.sourceElement, "signedOut", "signedIn");
    else {
      forget(ctx.sourceElement);
      if (status < 400) document.getElementById("refusal").replaceChildren();
    }
  });
  window.addEventListener("online", () => sendAll("soon"));
  document.addEventListener("cpwb:signed-in", () => sendAll("signedIn"));
  window.addEventListener("beforeunload", (event) => {
    if ([...unsent].some(([source, one]) => source.isConnected && one.when !== "never")) event.preventDefault();
  });
})();
