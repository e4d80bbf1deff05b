import { Refusal } from './api.js';

const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** How long to wait before the next attempt: longer with each failure, and spread, so that many pages do not come back in one moment. */
export class Backoff {
  #failures = 0;

  /** @param error what went wrong; null for a connection that just ended */
  nextMs(error) {
    if (error instanceof Refusal && (error.status === 401 || error.status === 403)) {
      return Infinity;
    }
    const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 10);
    return Math.max(full / 2 + (Math.random() * full) / 2, error?.retryAfterMs ?? 0);
  }

  succeeded() {
    this.#failures = 0;
  }
}

/** A pause that can be cut short. */
export class Pause {
  #wake = () => {};

  /** @param ms may be Infinity */
  take(ms) {
    return new Promise((resolve) => {
      const timer = ms === Infinity ? 0 : setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  end() {
    this.#wake();
  }
}

/** What a failure means for the page: 'lost', 'starting', 'unauthorized', 'forbidden' or 'missing'. */
export function meaning(error) {
  if (!(error instanceof Refusal)) {
    return 'lost';
  }
  switch (error.status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'missing';
    default:
      return 'starting';
  }
}
