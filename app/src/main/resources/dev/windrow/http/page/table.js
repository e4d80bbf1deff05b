import { element, keep, one, setAttribute, setNote, setText } from './dom.js';
import { canonically } from './windows.js';
import { counted, grouped, groupValue, time } from './text.js';

/** So much is in the table at most. */
const MOST_WINDOWS = 40;
const MOST_ROWS = 240;

/** The latest windows, newest first, each a block of rows; every figure with all its digits. */
export class WindowsTable {
  #scroll = one('.windows .scroll');
  #table = one('[data-windows]');
  #head = one('[data-windows] thead tr');
  #empty = one('[data-windows-empty]');
  #foot = one('[data-windows-foot]');

  constructor() {
    this.#scroll.addEventListener('scroll', () => this.#sayWhetherThereIsMore(), { passive: true });
    new ResizeObserver(() => this.#sayWhetherThereIsMore()).observe(this.#scroll);
  }

  /** Begins anew, with the columns of another aggregation. */
  define(definition) {
    const columns = [
      ...(definition.group_by.length === 0 ? ['group'] : definition.group_by).map((name) => element('th', { scope: 'col' }, name)),
      ...definition.measures.map((measure) => element('th', { scope: 'col', class: 'num', title: measure.function }, measure.name)),
      element('th', { scope: 'col' }, 'status'),
    ];
    this.#head.replaceChildren(...columns);
    this.show(null, '', '');
  }

  /** @param waiting what is said while there are no windows */
  show(windows, filter, waiting) {
    const blocks = windows === null ? [] : blocksOf(windows, filter.trim().toLowerCase());
    keep(this.#table, blocks, {
      key: (block) => String(block.window.start),
      create: (block) => newBlock(block, this.#head.children.length),
      update: (node, block) => updateBlock(node, block, windows.definition),
    });
    setNote(
      this.#empty,
      blocks.length > 0 ? '' : windows?.starts.length > 0 ? 'No group has “' + filter.trim() + '” in its name.' : waiting
    );
    setText(this.#foot, windows === null || blocks.length === 0 ? '\u00a0' : foot(windows, blocks));
    this.#sayWhetherThereIsMore();
  }

  /** To the right. */
  #sayWhetherThereIsMore() {
    const { scrollLeft, clientWidth, scrollWidth } = this.#scroll;
    setAttribute(this.#scroll, 'data-more', scrollLeft + clientWidth < scrollWidth - 1);
  }
}

function blocksOf(windows, filter) {
  const blocks = [];
  let rows = 0;
  for (let i = windows.starts.length - 1; i >= 0 && blocks.length < MOST_WINDOWS && rows < MOST_ROWS; i--) {
    const window = windows.window(windows.starts[i]);
    const block = { window, open: windows.isOpen(window.start), rows: rowsOf(window, filter).slice(0, Math.max(0, MOST_ROWS - rows)) };
    rows += block.rows.length;
    if (block.rows.length > 0) {
      blocks.push(block);
    }
  }
  return blocks;
}

function rowsOf(window, filter) {
  return [...window.rows.values()]
    .filter((row) => filter === '' || row.group.label.toLowerCase().includes(filter))
    .sort((a, b) => canonically(a.group, b.group));
}

function newBlock({ window }, columns) {
  const head = element(
    'tr',
    { class: 'window' },
    element(
      'th',
      { scope: 'rowgroup', colspan: columns },
      time(window.start) + ' – ' + time(window.end),
      element('span', { class: 'soft' })
    )
  );
  return element('tbody', { 'data-window': new Date(window.start).toISOString().replace('.000Z', 'Z') }, head);
}

function updateBlock(node, { window, open, rows }, definition) {
  setAttribute(node, 'data-open', open);
  setText(one('.window span', node), (open ? ' open, ' : ' closed, ') + counted(window.rows.size, 'group'));
  keep(node, rows, { key: (row) => row.group.key, create: (row) => newRow(row, definition), update: updateRow });
}

function newRow({ group }, definition) {
  const names = group.values.length === 0 ? [element('td', {}, group.label)] : group.values.map(groupCell);
  const figures = definition.measures.map((measure) => element('td', { class: 'num', 'data-measure-name': measure.name }));
  return element('tr', { 'data-group': group.key }, ...names, ...figures, element('td', {}, element('span', { class: 'status' })));
}

function groupCell(value) {
  const text = groupValue(value);
  return element('td', value === null || value === '' ? { class: 'soft' } : {}, element('span', { class: 'name', title: text }, text));
}

function updateRow(node, row) {
  if (node.windrowRow === row) {
    return;
  }
  node.windrowRow = row;
  const first = node.children.length - 1 - row.cells.length;
  row.cells.forEach((cell, i) => {
    setText(node.children[first + i], cell === null ? '–' : grouped(cell));
    setAttribute(node.children[first + i], 'data-value', cell === null ? 'null' : cell.text);
  });
  const status = node.lastElementChild.firstElementChild;
  setAttribute(status, 'data-status', row.status);
  setText(status, row.status === 'revised' ? 'revised, ' + row.revision : row.status);
}

function foot(windows, blocks) {
  const { start } = blocks.at(-1).window;
  return counted(blocks.length, 'window') + ' from ' + time(start) + ' UTC on; this page keeps ' + windows.starts.length + '.';
}
