import { open } from './api.js';
import { Backoff, Pause } from './retry.js';
import { Events } from './sse.js';

/** Longer than the heartbeats are apart: a connection that is silent for so long is dead, whatever the network says. */
const SILENCE_MS = 40_000;

/**
 * One aggregation's stream, for as long as the page wants it: reconnects, and goes on after the last event that had an id.
 *
 * The listener has connecting(), live(), event(type, data), and failed(error, nextAt), with null for a connection that just ended. After a
 * refusal for want of a token it waits for tryNow().
 */
export class Stream {
  #path;
  #listener;
  #abort = new AbortController();
  #backoff = new Backoff();
  #pause = new Pause();
  #lastId = '';
  #stopped = false;

  constructor(path, listener) {
    this.#path = path;
    this.#listener = listener;
    this.#run();
  }

  /** Ends it for good. */
  stop() {
    this.#stopped = true;
    this.#abort.abort();
    this.#pause.end();
  }

  /** Ends the pause before the next attempt. */
  tryNow() {
    this.#pause.end();
  }

  async #run() {
    while (!this.#stopped) {
      const error = await this.#connection();
      if (!this.#stopped) {
        const pauseMs = this.#backoff.nextMs(error);
        this.#listener.failed(error, Date.now() + pauseMs);
        await this.#pause.take(pauseMs);
      }
    }
  }

  /** One connection to its end; the error that ended it, or null. */
  async #connection() {
    this.#listener.connecting();
    this.#abort = new AbortController();
    try {
      await this.#read(await open(this.#path, this.#lastId === '' ? {} : { 'Last-Event-ID': this.#lastId }, this.#abort.signal));
      return null;
    } catch (error) {
      return error;
    }
  }

  async #read(response) {
    const events = new Events((type, data, id) => this.#event(type, data, id));
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    let watch = this.#watch();
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        clearTimeout(watch);
        watch = this.#watch();
        events.take(decoder.decode(part.value, { stream: true }));
      }
    } finally {
      clearTimeout(watch);
      this.#abort.abort();
    }
  }

  #watch() {
    return setTimeout(() => this.#abort.abort(), SILENCE_MS);
  }

  #event(type, data, id) {
    if (this.#stopped) {
      return;
    }
    if (type === 'metadata') {
      this.#backoff.succeeded();
      this.#listener.live();
    }
    this.#listener.event(type, data);
    if (id !== '') {
      this.#lastId = id;
    }
  }
}
