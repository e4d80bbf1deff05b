/** JSON whose numbers keep every digit. JavaScript's own numbers have 17 at most; results have as many as they need. */

/** A string, which is left alone, or a number. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/** A number as it was sent. Its value as a JavaScript number is good for drawing only. */
export class Exact {
  constructor(text) {
    this.text = text;
  }

  valueOf() {
    return Number(this.text);
  }

  toString() {
    return this.text;
  }
}

/** Parses JSON; every number in it becomes an Exact. No object in it may have a member called '#'. */
export function parseExact(json) {
  const wrapped = json.replace(TOKEN, (token) => (token[0] === '"' ? token : `{"#":"${token}"}`));
  return JSON.parse(wrapped, (key, value) => (typeof value?.['#'] === 'string' ? new Exact(value['#']) : value));
}
