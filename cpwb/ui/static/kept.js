// Texts that this device kept and that can be saved nowhere any more: the page on which they were written is shut. They
// are shown to be copied, to whoever wrote them.
import { Device, wordsOf } from "./drafts.js";

const list = document.querySelector("[data-kept-texts]");
const template = document.getElementById("kept-text-part");

const show = (part, device, { name, record }) => {
  const shown = template.content.firstElementChild.cloneNode(true);
  shown.querySelector("[data-words]").textContent = wordsOf(record.text);
  const copy = shown.querySelector("[data-copy]");
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(wordsOf(record.text));
    copy.textContent = copy.dataset.copied;
  });
  // Where a browser lets no page write to the clipboard, the words can be selected.
  copy.hidden = !navigator.clipboard;
  shown.querySelector("[data-throw-away]").addEventListener("click", () => {
    device.drop(name);
    shown.remove();
    hideEmpty();
  });
  part.append(shown);
};
const hideEmpty = () => {
  const parts = [...list.querySelectorAll("[data-kept-of]")];
  parts.forEach((part) => { part.hidden = !part.querySelector("[data-words]"); });
  list.hidden = parts.every((part) => part.hidden);
};

if (list) {
  const device = new Device(list.dataset.reader, list.dataset.key);
  for (const part of list.querySelectorAll("[data-kept-of]")) {
    for (const kept of await device.read(`${part.dataset.keptOf}:`)) show(part, device, kept);
  }
  hideEmpty();
}
