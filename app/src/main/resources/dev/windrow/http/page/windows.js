import { Exact } from './exact.js';
import { cut, groupValue } from './text.js';

/** What the page keeps of one aggregation, at most; the oldest windows go first. */
export const LIMITS = { windows: 180, rows: 30_000, groups: 500 };

const LABEL_LENGTH = 120;

/**
 * The newest windows of one aggregation, each with the newest row of each group.
 *
 * A row is {group, status, revision, cells}; its cells are the measures in declared order, each an Exact or null. Groups beyond the limit
 * are left out as long as the others have rows.
 */
export class Windows {
  #definition;
  #byStart = new Map();
  #starts = [];
  #groups = new Map();
  #rows = 0;

  /** Whether groups were left out. */
  crowded = false;

  constructor(definition) {
    this.#definition = definition;
  }

  /** The first moments of the windows, oldest first. */
  get starts() {
    return this.#starts;
  }

  /** All groups that have a row: canonical text to {key, values, label, rows}. */
  get groups() {
    return this.#groups;
  }

  get definition() {
    return this.#definition;
  }

  /** {start, end, closed, rows: Map of group key to row}. */
  window(start) {
    return this.#byStart.get(start);
  }

  row(start, key) {
    return this.#byStart.get(start)?.rows.get(key);
  }

  /** Takes a row as sent, its numbers as Exact. An older revision of what is here already changes nothing. */
  put(sent) {
    const start = Date.parse(sent.window_start);
    if (this.#starts.length === LIMITS.windows && start < this.#starts[0]) {
      return;
    }
    const group = this.#group(this.#definition.group_by.map((name) => sent[name]));
    if (group === null) {
      return;
    }
    const window = this.#window(start, Date.parse(sent.window_end));
    const row = {
      group,
      status: sent.status,
      revision: Number(sent.revision),
      cells: this.#definition.measures.map((measure) => sent[measure.name] ?? null),
    };
    this.#place(window, row);
    this.#shrink();
  }

  /** Whether a window is still counting; false when it is not kept. A window closes for all its groups at once. */
  isOpen(start) {
    return this.#byStart.get(start)?.closed === false;
  }

  /** The first moment of the newest window that is closed, or undefined. */
  newestClosed() {
    return this.#starts.findLast((start) => !this.isOpen(start));
  }

  #group(values) {
    const key = '[' + values.map((value) => (value instanceof Exact ? value.text : JSON.stringify(value))).join(',') + ']';
    const known = this.#groups.get(key);
    if (known) {
      return known;
    }
    if (this.#groups.size === LIMITS.groups) {
      this.crowded = true;
      return null;
    }
    const group = { key, values, label: label(values), rows: 0 };
    this.#groups.set(key, group);
    return group;
  }

  #window(start, end) {
    let window = this.#byStart.get(start);
    if (!window) {
      window = { start, end, closed: false, rows: new Map() };
      this.#byStart.set(start, window);
      const after = this.#starts.findLastIndex((other) => other < start);
      this.#starts.splice(after + 1, 0, start);
    }
    return window;
  }

  #place(window, row) {
    const known = window.rows.get(row.group.key);
    if (known && (known.revision > row.revision || (known.status !== 'open' && row.status === 'open'))) {
      return;
    }
    window.rows.set(row.group.key, row);
    window.closed ||= row.status !== 'open';
    if (!known) {
      this.#rows++;
      row.group.rows++;
    }
  }

  #shrink() {
    while (this.#starts.length > LIMITS.windows || (this.#rows > LIMITS.rows && this.#starts.length > 1)) {
      const start = this.#starts.shift();
      for (const row of this.#byStart.get(start).rows.values()) {
        this.#forget(row.group);
      }
      this.#byStart.delete(start);
    }
  }

  #forget(group) {
    this.#rows--;
    group.rows--;
    if (group.rows === 0) {
      this.#groups.delete(group.key);
      this.crowded = false;
    }
  }
}

function label(values) {
  return values.length === 0 ? 'all events' : cut(values.map(groupValue).join(' · '), LABEL_LENGTH);
}

/** Orders groups as the API does inside a window. */
export function canonically(a, b) {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
