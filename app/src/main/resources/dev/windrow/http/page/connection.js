import { hasToken } from './api.js';
import { TokenDialog } from './dialogs.js';
import { one, setAttribute, setText } from './dom.js';
import { healthOf } from './health.js';
import { meaning } from './retry.js';
import { duration, seconds } from './text.js';

/** So long it says what has just happened. */
const NEWS_MS = 20_000;

const WORDS = {
  connecting: 'connecting',
  live: 'live',
  lost: 'no connection',
  starting: 'server not ready',
  unauthorized: 'token needed',
  forbidden: 'not allowed',
  missing: 'not found',
};

/** How the page is connected, and with that the line that says how things are: it draws both, and asks for a token when one is needed. */
export class Connection {
  #name = 'connecting';
  #since = Date.now();
  #text = '';
  #nextAt = 0;
  #wasLost = false;
  #news = { text: '', until: 0 };
  #status = null;
  #statusProblem = null;
  #clockOffsetMs = 0;
  #looksAt = '';
  #pausedAt = null;
  #tokens;

  /** @param again called when the user wants it to try again, or has given a token */
  constructor(again) {
    this.#tokens = new TokenDialog(again);
    one('[data-retry]').addEventListener('click', again);
  }

  get isLive() {
    return this.#name === 'live';
  }

  connecting() {
    if (this.isLive) {
      this.#become('connecting');
    }
  }

  live() {
    this.#become('live');
  }

  /** @param error null for a connection that just ended */
  failed(error, nextAt) {
    const name = meaning(error);
    this.#wasLost ||= name === 'lost';
    this.#become(name, error?.message ?? '', nextAt);
    if (name === 'unauthorized' || name === 'forbidden') {
      this.#tokens.ask(hasToken() ? error.message : '');
    }
  }

  statusCame(status, clockOffsetMs) {
    this.#status = status;
    this.#statusProblem = null;
    this.#clockOffsetMs = clockOffsetMs;
  }

  statusFailed(error) {
    this.#statusProblem ??= { text: meaning(error) === 'lost' ? 'it did not answer' : error.message, since: this.#now() };
    if (meaning(error) === 'unauthorized') {
      this.failed(error, Infinity);
    }
  }

  /** Whether the stream is back after a loss, which it says; false when there was none. */
  cameBack(resumed) {
    if (this.#wasLost) {
      this.#wasLost = false;
      this.tell(resumed ? 'The server is back; what came meanwhile has been added.' : 'The server is back; the windows were loaded anew.');
      return true;
    }
    return false;
  }

  /** Says something for a while. */
  tell(text) {
    this.#news = { text, until: Date.now() + NEWS_MS };
  }

  looksAt(aggregation) {
    this.#looksAt = aggregation;
  }

  /** @param pausedAt null unless the user has paused the page */
  draw(pausedAt) {
    this.#pausedAt = pausedAt;
    this.#draw();
  }

  #become(name, text = '', nextAt = 0) {
    this.#since = this.#name === name ? this.#since : this.#now();
    this.#name = name;
    this.#text = text;
    this.#nextAt = nextAt;
    this.#draw();
  }

  #draw() {
    setAttribute(one('[data-connection]'), 'data-connection', this.#pausedAt !== null && this.isLive ? 'paused' : this.#name);
    setText(
      one('[data-connection-text]'),
      this.#pausedAt !== null && this.isLive ? 'paused at ' + seconds(this.#pausedAt) : WORDS[this.#name] + this.#again()
    );
    one('[data-retry]').hidden = this.isLive || this.#name === 'connecting';
    document.title = (this.isLive ? '' : WORDS[this.#name] + ' – ') + (this.#looksAt && this.#looksAt + ' – ') + 'Windrow';
    this.#drawHealth();
  }

  #again() {
    const waitMs = this.#nextAt - Date.now();
    return Number.isFinite(waitMs) && waitMs > 1000 ? ', again in ' + duration(Math.ceil(waitMs / 1000) * 1000).replace('.0', '') : '';
  }

  #drawHealth() {
    const { tone, text } = healthOf(
      { name: this.#name, since: this.#since, text: this.#text },
      this.#status,
      this.#statusProblem,
      this.#now()
    );
    setAttribute(one('[data-health]'), 'data-health', tone);
    setText(one('[data-health-text]'), (this.isLive && this.#news.until > Date.now() ? this.#news.text + ' ' : '') + text);
  }

  #now() {
    return Date.now() + this.#clockOffsetMs;
  }
}
