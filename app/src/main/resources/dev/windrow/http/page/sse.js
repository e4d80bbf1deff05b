/** Server-sent events out of a body that is read as a stream, because an EventSource cannot send a token. */

const LONGEST_LINE = 4 * 1024 * 1024;

/** Takes text piece by piece and gives each whole event to the listener as (type, data, id); the id is '' when the event has none. */
export class Events {
  #listener;
  #rest = '';
  #afterReturn = false;
  #type = '';
  #data = [];
  #id = '';

  constructor(listener) {
    this.#listener = listener;
  }

  take(text) {
    const fresh = this.#afterReturn && text[0] === '\n' ? text.slice(1) : text;
    if (text !== '') {
      this.#afterReturn = text.endsWith('\r');
    }
    const lines = (this.#rest + fresh).split(/\r\n|\n|\r/);
    this.#rest = lines.pop();
    lines.forEach((line) => this.#line(line));
    if (this.#rest.length > LONGEST_LINE) {
      throw new Error('expected lines of at most ' + LONGEST_LINE + ' characters in the stream');
    }
  }

  #line(line) {
    if (line === '') {
      this.#end();
      return;
    }
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    this.#field(name, colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1));
  }

  #field(name, value) {
    if (name === 'event') {
      this.#type = value;
    } else if (name === 'data') {
      this.#data.push(value);
    } else if (name === 'id') {
      this.#id = value;
    }
  }

  #end() {
    if (this.#data.length > 0) {
      this.#listener(this.#type || 'message', this.#data.join('\n'), this.#id);
    }
    this.#type = '';
    this.#data = [];
    this.#id = '';
  }
}
