import { getJson } from './api.js';
import { Backoff, Pause } from './retry.js';

const EVERY_MS = 2000;
const UNSEEN_MS = 15_000;

/**
 * Asks for the status again and again, less often while nobody looks. The listener has status(status, the
 * browser's time when the server wrote it, as near as can be told) and failed(error).
 */
export class StatusPoll {
  #listener;
  #pause = new Pause();
  #backoff = new Backoff();

  constructor(listener) {
    this.#listener = listener;
  }

  async start() {
    for (;;) {
      await this.#pause.take(await this.#once());
    }
  }

  tryNow() {
    this.#pause.end();
  }

  /** One request; how long to wait for the next. */
  async #once() {
    try {
      const askedAt = Date.now();
      const status = await getJson('api/v1/status');
      this.#backoff.succeeded();
      this.#listener.status(status, (askedAt + Date.now()) / 2);
      return document.hidden ? UNSEEN_MS : EVERY_MS;
    } catch (error) {
      this.#listener.failed(error);
      return this.#backoff.nextMs(error);
    }
  }
}
