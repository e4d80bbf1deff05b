import { element, keep, one, setAttribute, setText } from './dom.js';
import { grouped } from './text.js';

const OUTCOMES = [
  ['read', 'read', 'Records that came in, for this aggregation'],
  ['aggregated', 'aggregated', 'Counted in a window'],
  ['filtered', 'filtered', 'Left out by the filter of the aggregation'],
  ['skipped', 'skipped', 'Without a field that it groups by'],
  ['late', 'late', 'After their window had closed; in the topic for late events'],
  ['expired', 'expired', 'Later than closed windows are kept for'],
  ['dead_letters', 'dead letters', 'Not usable; in the topic for dead letters'],
];

/** What became of every record that was read, for one aggregation. */
export class Ledger {
  #body = one('[data-ledger] tbody');
  #badge = one('[data-balance]');

  show(ledger) {
    if (!ledger) {
      return;
    }
    keep(this.#body, OUTCOMES, { key: ([name]) => name, create, update: (node, [name]) => update(node, ledger[name], ledger.read) });
    setAttribute(this.#badge, 'data-balance', ledger.balances);
    setText(
      this.#badge,
      ledger.balances ? 'balances: every record is accounted for' : 'does not balance: what was read is not the sum of the rest'
    );
  }
}

function create([name, label, meaning]) {
  const bar = element('span', { class: 'bar', 'aria-hidden': 'true' });
  return element(
    'tr',
    { 'data-outcome': name },
    element('th', { scope: 'row' }, label),
    element('td', { class: 'num' }),
    element('td', { class: 'meaning' }, element('span', {}, meaning), bar)
  );
}

function update(row, count, read) {
  setText(row.children[1], grouped(count));
  row.classList.toggle('none', count === 0);
  const share = read === 0 ? 0 : (100 * count) / read;
  one('.bar', row).style.width = count === 0 ? '0' : 'max(3px, ' + share.toFixed(2) + '%)';
}
