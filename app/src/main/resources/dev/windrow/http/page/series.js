import { SLOTS } from './choice.js';

/**
 * What a chart draws of one measure: x in seconds, and for each slot the closed windows and the open ones apart. The open ones begin at the
 * last closed window, so that the dashed line hangs on to the full one; 'hooks' has those beginnings, which get no mark of their own.
 */
export function seriesOf(windows, choice, measure, count) {
  const starts = windows.starts.slice(-count);
  const open = starts.map((start) => windows.isOpen(start));
  const firstOpen = open.indexOf(true);
  const sizeMs = windows.definition.window.size_ms;
  const closedLines = [];
  const openLines = [];
  const hooks = [];
  for (let slot = 0; slot < SLOTS; slot++) {
    const key = choice.slots[slot];
    const drawn = key !== null && !choice.isHidden(key);
    const values = starts.map((start) => (drawn ? value(windows.row(start, key), measure) : null));
    hooks.push(firstOpen - 1);
    closedLines.push(values.map((v, i) => (open[i] ? null : v)));
    openLines.push(values.map((v, i) => (open[i] || i === firstOpen - 1 ? v : null)));
  }
  return {
    starts,
    data: [starts.map((start) => start / 1000), ...closedLines, ...openLines],
    hooks,
    openFrom: firstOpen < 0 ? null : starts[firstOpen],
    from: starts[0],
    to: starts.length === 0 ? undefined : starts.at(-1) + sizeMs,
    sizeMs,
  };
}

/** Good for drawing only: a number of JavaScript's. */
function value(row, measure) {
  const cell = row?.cells[measure] ?? null;
  return cell === null ? null : Number(cell);
}
