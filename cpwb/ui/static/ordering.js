// An ordered list whose items can be dragged by their handle and moved by their buttons without leaving the page.
// The page works without this: the buttons post and lead back. It is the server that orders; the answer is the page
// anew, of which the list takes the place of the old one and the first message is read out.
(() => {
  "use strict";

  const listOf = (element) => element.closest("[data-ordering]");
  const token = () => document.querySelector("input[name=csrf_token]").value;

  const tell = (text) => { document.querySelector("[data-ordering-said]").textContent = text; };

  const refuse = (list, text) => {
    list.parentElement.querySelectorAll("[data-ordering-error]").forEach((old) => old.remove());
    const notice = document.createElement("div");
    notice.className = "notice notice-bad";
    notice.dataset.orderingError = "";
    notice.setAttribute("role", "alert");
    notice.textContent = text;
    list.before(notice);
  };

  // Focus goes back to the button that was used, or to the other one when the item arrived at the end.
  const focusAgain = (list, id, way) => {
    const item = document.getElementById(id);
    if (!item || !list.contains(item)) return;
    const button = item.querySelector(`[data-way="${way}"] button`) || item.querySelector("[data-way] button");
    if (button && way) button.focus();
  };

  const send = async (list, item, to, way) => {
    const body = new FormData();
    body.set("to", to);
    body.set("csrf_token", token());
    list.setAttribute("aria-busy", "true");
    let fresh;
    try {
      const answer = await fetch(item.dataset.move, { method: "POST", body, headers: { "X-CSRFToken": token() } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      fresh = answer.ok && page.getElementById(list.id);
      if (!fresh) throw new Error(String(answer.status));
      list.replaceWith(fresh);
      const said = page.querySelector("main [role=status].notice");
      prepare(fresh);
      tell(said ? said.textContent.trim() : "");
      focusAgain(fresh, item.id, way);
    } catch {
      list.removeAttribute("aria-busy");
      return false;
    }
    return true;
  };

  const restore = (list, order) => order.forEach((item) => list.append(item));

  // Let the item stand before `next` (at the end without one) by moving the others around it: an element that is
  // itself taken out of the page loses the pointer that drags it.
  const putBefore = (item, next, movable) => {
    const place = movable.indexOf(item);
    const goal = next ? movable.indexOf(next) : movable.length;
    if (goal < place) item.after(...movable.slice(goal, place));
    else if (goal > place + 1) item.before(...movable.slice(place + 1, goal));
  };

  const follow = (list, item, pointerY) => {
    const movable = [...list.querySelectorAll("[data-move]")];
    const next = movable.find((other) => {
      const box = other.getBoundingClientRect();
      return other !== item && pointerY < box.top + box.height / 2;
    });
    putBefore(item, next, movable);
    const edge = 48;
    if (pointerY < edge) window.scrollBy(0, -edge / 4);
    if (pointerY > window.innerHeight - edge) window.scrollBy(0, edge / 4);
  };

  const drop = async (list, item, before) => {
    const now = [...list.children].indexOf(item);
    if (now === before.indexOf(item)) return;
    // It takes the place of the item that it pushed away.
    if (!(await send(list, item, before[now].dataset.place, ""))) {
      restore(list, before);
      refuse(list, list.dataset.failed);
    }
  };

  const attach = (list, handle) => {
    const item = handle.closest("[data-move]");
    handle.hidden = false;
    handle.addEventListener("pointerdown", (down) => {
      if (down.button !== 0) return;
      down.preventDefault();
      handle.setPointerCapture(down.pointerId);
      item.classList.add("ordering-dragged");
      const before = [...list.children];
      const ended = new AbortController();
      const until = { signal: ended.signal };
      const end = (act) => {
        ended.abort();
        item.classList.remove("ordering-dragged");
        act();
      };
      handle.addEventListener("pointermove", (move) => follow(list, item, move.clientY), until);
      handle.addEventListener("pointerup", () => end(() => drop(list, item, before)), until);
      handle.addEventListener("pointercancel", () => end(() => restore(list, before)), until);
      document.addEventListener("keydown", (key) => {
        if (key.key === "Escape") end(() => restore(list, before));
      }, until);
    });
  };

  const prepare = (list) => list.querySelectorAll("[data-handle]").forEach((handle) => attach(list, handle));

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const item = form.dataset.way && form.closest("[data-move]");
    if (!item) return;
    event.preventDefault();
    const list = listOf(item);
    if (!(await send(list, item, form.elements.to.value, form.dataset.way))) form.submit();
  });

  document.querySelectorAll("[data-ordering]").forEach(prepare);
})();
