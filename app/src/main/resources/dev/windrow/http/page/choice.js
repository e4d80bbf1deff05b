/** So many groups are drawn at most: more lines than that, and nobody can tell them apart. */
export const SLOTS = 8;

const AUTOMATIC = 6;
const RANKED_WINDOWS = 24;

/** What is drawn already stays until another group is this much larger; so the lines do not come and go. */
const LOYALTY = 1.3;

/** Which groups are drawn, each in a slot that gives it its colour: the largest ones, or those that the user has chosen. */
export class Choice {
  #slots = new Array(SLOTS).fill(null);
  #rankedAt;
  #hidden = new Set();

  /** Whether the largest are taken; false when the user has chosen. */
  automatic = true;

  /** Keys of groups by slot, null where a slot is free. */
  get slots() {
    return this.#slots;
  }

  get keys() {
    return this.#slots.filter((key) => key !== null);
  }

  /** A hidden group keeps its slot, and is not drawn. */
  isHidden(key) {
    return this.#hidden.has(key);
  }

  toggleHidden(key) {
    if (!this.#hidden.delete(key)) {
      this.#hidden.add(key);
    }
  }

  /** Takes a group in or out by hand; false when all slots are taken. */
  toggle(key) {
    const slot = this.#slots.indexOf(key);
    const free = this.#slots.indexOf(null);
    if (slot < 0 && free < 0) {
      return false;
    }
    this.automatic = false;
    this.#hidden.delete(key);
    this.#slots[slot < 0 ? free : slot] = slot < 0 ? key : null;
    return true;
  }

  chooseAutomatically() {
    this.automatic = true;
    this.#hidden.clear();
    this.#rankedAt = undefined;
  }

  /** Brings the automatic choice up to date, once for each window that has closed. */
  update(windows, measure) {
    const newest = windows.newestClosed() ?? windows.starts.at(-1);
    if (!this.automatic || newest === this.#rankedAt) {
      return;
    }
    this.#rankedAt = newest;
    const largest = this.#ranking(windows, measure).slice(0, AUTOMATIC);
    this.#slots = this.#slots.map((key) => (largest.includes(key) ? key : null));
    for (const key of largest) {
      if (!this.#slots.includes(key)) {
        this.#slots[this.#slots.indexOf(null)] = key;
      }
    }
  }

  #ranking(windows, measure) {
    const sizes = new Map();
    for (const start of windows.starts.slice(-RANKED_WINDOWS)) {
      for (const [key, row] of windows.window(start).rows) {
        sizes.set(key, (sizes.get(key) ?? 0) + Math.abs(Number(row.cells[measure] ?? 0)));
      }
    }
    const size = (key) => sizes.get(key) * (this.#slots.includes(key) ? LOYALTY : 1);
    return [...sizes.keys()].sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1));
  }
}
