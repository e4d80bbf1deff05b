import { element, keep, one, setNote, setText } from './dom.js';
import { cut, moment, visible } from './text.js';

const MOST_ROWS = 20;
const EXCERPT_LENGTH = 200;

/** The latest dead letters, and why. */
export class DeadLetters {
  #body = one('[data-dead-letters] tbody');
  #topic = one('[data-dead-topic]');
  #empty = one('[data-dead-empty]');

  show({ topic, latest }, now) {
    setText(this.#topic, 'from the topic ' + topic);
    keep(this.#body, latest.slice(0, MOST_ROWS), {
      key: (letter) => letter.partition + ':' + letter.offset,
      create,
      update: (node, letter) => update(node, letter, now),
    });
    setNote(this.#empty, latest.length > 0 ? '' : 'None: every record could be read.');
  }
}

function create(letter) {
  return element(
    'tr',
    { 'data-dead-letter': letter.partition + ':' + letter.offset, 'data-reason': letter.reason },
    element(
      'td',
      {},
      element('span', { class: 'when' }),
      element('span', { class: 'where' }, where(letter))
    ),
    element(
      'td',
      {},
      element('b', {}, visible(letter.reason ?? 'reason unknown').replace(/[-_]/g, ' ')),
      ' ',
      visible(letter.detail ?? ''),
      excerpt(letter.excerpt)
    )
  );
}

function where({ source, source_offset: offset }) {
  return source ? visible(source) + ' @ ' + offset : 'from an unknown place';
}

function excerpt(text) {
  return text ? element('code', {}, cut(visible(text), EXCERPT_LENGTH)) : element('span', { class: 'where' }, '(empty)');
}

function update(row, letter, now) {
  setText(one('.when', row), moment(Date.parse(letter.time), now));
}
