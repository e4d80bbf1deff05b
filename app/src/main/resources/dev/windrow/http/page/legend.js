import { element, keep, one, setAttribute, setText } from './dom.js';
import { counted, grouped, seconds } from './text.js';

/** The groups in the charts with their figures in one window: the one under the cursor, else the newest that is closed. */
export class Legend {
  #body = one('[data-legend] tbody');
  #window = one('[data-legend-window]');
  #others = one('[data-others]');
  #actions;

  /** @param actions toggle(key), and highlight(slot or null) */
  constructor(actions) {
    this.#actions = actions;
  }

  show(windows, choice, measures, cursor) {
    const start = cursor ?? windows.newestClosed() ?? windows.starts.at(-1);
    setText(this.#window, start === undefined ? '\u00a0' : whichWindow(windows, start, cursor !== null));
    setText(one('[data-legend-left]'), measures.left.name);
    setText(one('[data-legend-right]'), measures.right?.name ?? '');
    const drawn = choice.slots.flatMap((key, slot) => (windows.groups.has(key) ? [{ slot, group: windows.groups.get(key) }] : []));
    keep(this.#body, drawn, {
      key: ({ slot, group }) => slot + group.key,
      create: (item) => this.#line(item),
      update: (node, { group }) => this.#update(node, windows.row(start, group.key), measures, choice.isHidden(group.key)),
    });
    setText(this.#others, others(windows, choice, drawn.length));
  }

  #line({ slot, group }) {
    const button = element(
      'button',
      { type: 'button', 'aria-pressed': 'true', title: 'Draw or hide' },
      element('i', { class: 'swatch slot-' + slot, 'aria-hidden': 'true' }),
      element('span', { class: 'name', title: group.label }, group.label)
    );
    button.addEventListener('click', () => this.#actions.toggle(group.key));
    const line = element(
      'tr',
      { 'data-slot': slot, 'data-group': group.key },
      element('th', { scope: 'row' }, button),
      element('td', { class: 'num' }),
      element('td', { class: 'num' })
    );
    for (const [event, highlighted] of [
      ['pointerenter', slot],
      ['pointerleave', null],
      ['focusin', slot],
      ['focusout', null],
    ]) {
      line.addEventListener(event, () => this.#actions.highlight(highlighted));
    }
    return line;
  }

  #update(line, row, measures, hidden) {
    setAttribute(one('button', line), 'aria-pressed', !hidden);
    line.classList.toggle('off', hidden);
    setText(line.children[1], figure(row, measures.left));
    setText(line.children[2], measures.right ? figure(row, measures.right) : '');
  }
}

/** A figure short enough for the legend; the table below has all digits. */
function figure(row, measure) {
  const cell = row?.cells[measure.index] ?? null;
  if (cell === null) {
    return '–';
  }
  const [whole, fraction] = cell.text.split('.');
  return fraction === undefined || /e/i.test(fraction)
    ? grouped(cell)
    : grouped(whole + '.' + fraction.slice(0, 2)) + (fraction.length > 2 ? '…' : '');
}

function whichWindow(windows, start, pointed) {
  const { end } = windows.window(start) ?? { end: start };
  const state = windows.isOpen(start) ? 'open' : pointed ? 'closed' : 'newest closed';
  return seconds(start) + '–' + seconds(end) + ', ' + state;
}

function others(windows, choice, drawn) {
  const rest = windows.groups.size - drawn;
  if (windows.crowded) {
    return 'More than ' + counted(windows.groups.size, 'group') + ': this page keeps no more; the API has all.';
  }
  if (rest === 0) {
    return drawn === 0 ? '\u00a0' : 'All groups are drawn.';
  }
  return (choice.automatic ? 'The largest; ' : '') + counted(rest, 'other') + ' below.';
}
