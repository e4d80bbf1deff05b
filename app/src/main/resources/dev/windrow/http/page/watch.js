import { getText } from './api.js';
import { parseExact } from './exact.js';
import { Stream } from './stream.js';
import { Windows } from './windows.js';

/** The past that is loaded at first, at most. */
const PAGE_ROWS = 1000;
const MOST_PAGES = 15;
const ENOUGH_WINDOWS = 120;

const AGAIN_MS = 3000;

/**
 * The windows of one aggregation, kept up to date: the past from the API, all that comes from the stream.
 *
 * The listener is that of the stream, without event(); it has besides watermark({watermark, held_back_by}), slow(openUpdates),
 * resumed(whether nothing was missed) and redefined(definition), and is asked nothing.
 */
export class Watch {
  #path;
  #listener;
  #stream;
  #loading = null;
  #stopped = false;

  /** Changes with every row; what is drawn at one count need not be drawn again. */
  version = 0;

  constructor(definition, listener) {
    this.windows = new Windows(definition);
    this.#listener = listener;
    this.#path = 'api/v1/aggregations/' + encodeURIComponent(definition.name);
    this.#stream = new Stream(this.#path + '/stream', {
      connecting: () => listener.connecting(),
      live: () => listener.live(),
      failed: (error, nextAt) => listener.failed(error, nextAt),
      event: (type, data) => this.#event(type, data),
    });
  }

  stop() {
    this.#stopped = true;
    this.#stream.stop();
  }

  tryNow() {
    this.#stream.tryNow();
  }

  #event(type, data) {
    switch (type) {
      case 'metadata':
        return this.#metadata(JSON.parse(data));
      case 'window':
        return this.#row(parseExact(data));
      case 'watermark':
        return this.#listener.watermark(JSON.parse(data));
      case 'dropped':
        return this.#listener.slow(JSON.parse(data).open_updates);
      default:
        return undefined;
    }
  }

  #metadata({ aggregation, resumed }) {
    if (JSON.stringify(aggregation) !== JSON.stringify(this.windows.definition)) {
      this.#listener.redefined(aggregation);
      return;
    }
    this.#listener.resumed(resumed);
    if (!resumed) {
      this.#load();
    }
  }

  #row(row) {
    this.windows.put(row);
    this.#loading?.put(row);
    this.version++;
  }

  /** Loads the past anew beside what is shown, and shows it when all is there. */
  async #load() {
    const fresh = new Windows(this.windows.definition);
    this.#loading = fresh;
    try {
      await this.#fill(fresh);
    } catch {
      setTimeout(() => this.#still(fresh) && this.#load(), AGAIN_MS);
      return;
    }
    if (this.#still(fresh)) {
      this.windows = fresh;
      this.#loading = null;
      this.version++;
    }
  }

  async #fill(fresh) {
    let cursor = '';
    for (let page = 0; page < MOST_PAGES && this.#still(fresh) && fresh.starts.length < ENOUGH_WINDOWS; page++) {
      const { windows, next } = parseExact(await getText(this.#path + '/windows?limit=' + PAGE_ROWS + cursor));
      windows.forEach((row) => fresh.put(row));
      if (next === undefined) {
        return;
      }
      cursor = '&cursor=' + encodeURIComponent(next);
    }
  }

  #still(fresh) {
    return !this.#stopped && this.#loading === fresh;
  }
}
