// What this device keeps of texts that the server does not have yet. Each is locked (AES-GCM) with a key that only a page
// of the signed-in writer holds; it ends with the session, and what it locked is then dropped unread.
const PREFIX = "cpwb-draft:";
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const toText = (bytes) => {
  let text = "";
  for (let place = 0; place < bytes.length; place += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(place, place + 0x8000));
  }
  return btoa(text);
};
const toBytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

// Return the words of a formatted text, a line for each block.
export const wordsOf = (html) => {
  const lines = html.replace(/<br>|<\/(div|p|li|h1|blockquote|pre)>/g, "\n");
  return new DOMParser().parseFromString(lines, "text/html").body.textContent.trim();
};

export class Device {
  // `reader` marks the person, `key` is Base64; without them, or where the browser cannot lock, nothing is kept.
  constructor(reader, key) {
    this.prefix = `${PREFIX}${reader}:`;
    this.latest = new Map();
    const canLock = reader && key && globalThis.crypto && crypto.subtle;
    this.key = canLock
      ? crypto.subtle.importKey("raw", toBytes(key), "AES-GCM", false, ["encrypt", "decrypt"]).catch(() => null)
      : Promise.resolve(null);
  }

  // Keep a record under a name, in the place of the one before; say whether it is kept.
  async keep(name, record) {
    this.latest.set(name, record);
    const key = await this.key;
    if (!key) return false;
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const how = { name: "AES-GCM", iv, additionalData: encoder.encode(this.prefix + name) };
      const locked = await crypto.subtle.encrypt(how, key, encoder.encode(JSON.stringify(record)));
      // A newer one, or nothing, took its place while it was being locked.
      if (this.latest.get(name) === record) {
        localStorage.setItem(this.prefix + name, `${toText(iv)}.${toText(new Uint8Array(locked))}`);
      }
      return true;
    } catch {
      return false;
    }
  }

  drop(name) {
    this.latest.delete(name);
    try { localStorage.removeItem(this.prefix + name); } catch { /* nothing could be kept there either */ }
  }

  // Return what is kept under names that begin so; what no longer opens is dropped.
  async read(beginning) {
    const key = await this.key;
    if (!key) return [];
    let names = [];
    try { names = Object.keys(localStorage).filter((name) => name.startsWith(this.prefix + beginning)); } catch { return []; }
    const found = [];
    for (const name of names) {
      try {
        const [iv, locked] = localStorage.getItem(name).split(".").map(toBytes);
        const how = { name: "AES-GCM", iv, additionalData: encoder.encode(name) };
        const record = JSON.parse(decoder.decode(await crypto.subtle.decrypt(how, key, locked)));
        found.push({ name: name.slice(this.prefix.length), record });
      } catch {
        this.drop(name.slice(this.prefix.length));
      }
    }
    return found;
  }
}

// -- windows: each has a name that it keeps when it is loaded again, and that no other window has at the same time

const canTell = () => Boolean(globalThis.navigator.locks);
const lockOf = (tab) => `cpwb-tab:${tab}`;
// Says whether this window has the name now: no other one may have it.
export const hold = (tab) => new Promise((resolve) => {
  if (!canTell()) { resolve(true); return; }
  navigator.locks.request(lockOf(tab), { ifAvailable: true }, (lock) => {
    resolve(Boolean(lock));
    // Held for as long as the window is open.
    return lock ? new Promise(() => {}) : null;
  }).catch(() => resolve(true));
});

export const nameThisWindow = async () => {
  let before = null;
  try { before = sessionStorage.getItem("cpwb-tab"); } catch { /* it gets a new name each time */ }
  // A window that was copied brings the name of the other one along.
  if (before && canTell() && await hold(before)) return before;
  const name = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  await hold(name);
  try { sessionStorage.setItem("cpwb-tab", name); } catch { /* likewise */ }
  return name;
};

// Waits until a window is gone: its lock is free then, and given back at once.
export const isGone = (tab) => navigator.locks.request(lockOf(tab), () => {});

export const isOpen = async (tab) => {
  if (!canTell()) return false;
  const { held } = await navigator.locks.query();
  return held.some((lock) => lock.name === lockOf(tab));
};
