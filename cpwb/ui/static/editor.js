// Formatted text: dresses each textarea that asks for it as a Trix editor.
// Loaded before Trix, so that the tools are there when it looks for them, and before cpwb.js, so that what this tab kept
// of a text is put into a field that holds the same as when it was kept. Without scripts the textarea is there as it is.
(() => {
  "use strict";

  const tools = document.getElementById("editor-tools");
  if (!tools) return;

  // -- the editor

  const dress = (area) => {
    const id = area.id;
    area.id = `${id}-source`;
    area.value = area.dataset.editor;
    area.hidden = true;
    const toolbar = document.createElement("trix-toolbar");
    toolbar.id = `${id}-tools`;
    toolbar.append(tools.content.cloneNode(true));
    const editor = document.createElement("trix-editor");
    editor.id = id;
    editor.className = "input rich-text";
    editor.setAttribute("input", area.id);
    editor.setAttribute("toolbar", toolbar.id);
    editor.setAttribute("aria-labelledby", `${id}-label`);
    editor.setAttribute("aria-multiline", "true");
    for (const name of ["lang", "aria-describedby", "aria-invalid"]) {
      if (area.hasAttribute(name)) editor.setAttribute(name, area.getAttribute(name));
    }
    area.after(toolbar, editor);
    walkByArrows(toolbar.querySelector("[role=toolbar]"));
  };

  // One stop of the Tab key for all tools; arrows lead from one to the next.
  const walkByArrows = (bar) => {
    const buttons = [...bar.querySelectorAll("button")];
    const enabled = () => buttons.filter((button) => !button.disabled);
    const stopAt = (chosen) => buttons.forEach((button) => { button.tabIndex = button === chosen ? 0 : -1; });
    stopAt(buttons[0]);
    bar.addEventListener("focusin", (event) => stopAt(event.target));
    // Trix hears the mouse alone; a tool that is chosen by key makes a click without one.
    bar.addEventListener("click", (event) => {
      const tool = event.detail === 0 && event.target.closest("[data-trix-attribute], [data-trix-action]");
      if (tool) tool.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }));
    });
    bar.addEventListener("keydown", (event) => {
      const among = enabled();
      const place = among.indexOf(document.activeElement);
      const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: among.length - 1 }[event.key];
      if (next === undefined || place < 0) return;
      event.preventDefault();
      among[(next + among.length) % among.length].focus();
    });
  };

  const toolbarOf = (editor) => document.getElementById(editor.getAttribute("toolbar"));
  const showPressed = (editor) => requestAnimationFrame(() => {
    toolbarOf(editor).querySelectorAll("[aria-pressed]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.hasAttribute("data-trix-active")));
    });
  });

  document.querySelectorAll("textarea[data-editor]").forEach(dress);

  // No attachments: neither chosen, dropped nor pasted.
  document.addEventListener("trix-file-accept", (event) => event.preventDefault());
  document.addEventListener("trix-attachment-add", (event) => event.attachment.remove());
  document.addEventListener("trix-selection-change", (event) => showPressed(event.target));

  // Word writes lists as paragraphs with a bullet or a number in front of them.
  document.addEventListener("trix-before-paste", (event) => {
    const { paste } = event;
    if (!paste.html || !paste.html.includes("mso-list")) return;
    const page = new DOMParser().parseFromString(paste.html, "text/html");
    let list = null;
    page.querySelectorAll("p[style*='mso-list']").forEach((paragraph) => {
      const marker = paragraph.querySelector("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']");
      const kind = marker && /^\W*\w+[.)]/.test(marker.textContent) ? "ol" : "ul";
      if (marker) marker.remove();
      if (!list || list.localName !== kind || paragraph.previousElementSibling !== list) {
        list = page.createElement(kind);
        paragraph.before(list);
      }
      const item = page.createElement("li");
      item.append(...paragraph.childNodes);
      list.append(item);
      paragraph.remove();
    });
    paste.html = page.body.innerHTML;
  });

  // Trix paints what was typed in the next frame and sets the cursor into it, which on a slow device would fetch the
  // focus back from where one has gone by then, or the cursor from where one has moved it: it paints before one goes.
  const goes = new Set(["Tab", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"]);
  const paint = (editor) => {
    if (editor.localName !== "trix-editor" || !editor.editorController) return;
    const { inputController } = editor.editorController;
    // With nothing to paint, painting would put back a selection that has moved since.
    if (inputController.scheduledRender) inputController.render();
  };
  // While signs are being composed, these keys belong to what composes them.
  document.addEventListener("keydown", (event) => {
    if (goes.has(event.key) && !event.isComposing) paint(event.target);
  }, { capture: true });
  document.addEventListener("pointerdown", () => paint(document.activeElement), { capture: true });

  // Before it is ready, an editor only writes what is stored in its own way.
  const ready = new WeakSet();
  document.addEventListener("trix-initialize", (event) => {
    ready.add(event.target.inputElement);
    showPressed(event.target);
  });
  document.addEventListener("trix-change", (event) => {
    const area = event.target.inputElement;
    if (ready.has(area)) area.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
