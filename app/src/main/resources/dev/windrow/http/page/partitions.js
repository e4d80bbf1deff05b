import { element, keep, one, setAttribute, setNote, setText } from './dom.js';
import { duration, grouped, list, moment, seconds } from './text.js';

/** A clock that has stood for so long is worth a warning: one partition is always the furthest behind. */
export const STANDS_MS = 10_000;

const MOST_ROWS = 256;

/** The source partitions, and which of them holds the watermark back since when. */
export class Partitions {
  #body = one('[data-partitions] tbody');
  #empty = one('[data-partitions-empty]');
  #callout = one('[data-hold]');

  show(status, now) {
    const sources = status.sources.slice(0, MOST_ROWS);
    const written = Date.parse(status.now);
    const most = Math.max(1, ...sources.map((source) => source.lag ?? 0));
    keep(this.#body, sources, {
      key: (source) => source.source,
      create,
      update: (node, source) => update(node, source, { written, now, most }),
    });
    const more = status.sources.length - sources.length;
    setNote(
      this.#empty,
      status.sources.length === 0
        ? 'No source partition is known yet. They show up when the service has been assigned its input.'
        : more > 0
          ? more + ' more partitions are in /api/v1/status.'
          : ''
    );
    const { tone, text } = holding(status.held_back_by, now);
    setAttribute(this.#callout, 'data-hold', tone);
    setText(this.#callout, text);
  }
}

function create(source) {
  const lag = element('td', { class: 'num lag' }, element('span', { class: 'bar', 'aria-hidden': 'true' }), element('span'));
  return element(
    'tr',
    { 'data-source': source.source },
    element('th', { scope: 'row' }, source.source),
    element('td', { class: 'num' }),
    element('td', { class: 'num' }),
    lag,
    element('td', {}, element('span', { class: 'state' }))
  );
}

function update(row, source, { written, now, most }) {
  const clock = source.clock === null ? null : Date.parse(source.clock);
  setText(row.children[1], clock === null ? 'none yet' : moment(clock, written));
  setText(row.children[2], clock === null ? '–' : duration(written - clock));
  setText(row.children[3].lastChild, source.lag === null ? 'unknown' : grouped(source.lag));
  row.children[3].firstChild.style.width = Math.round((100 * (source.lag ?? 0)) / most) + '%';
  const { tone, text } = stateOf(source, now);
  setAttribute(row.lastChild.firstChild, 'data-tone', tone);
  setText(row.lastChild.firstChild, text);
}

/** No running figures: a column that grows would make others break their lines, and the page would jump. */
function stateOf(source, now) {
  const stands = source.since === null ? 0 : now - Date.parse(source.since);
  if (source.holds_back) {
    return source.clock === null
      ? { tone: 'warn', text: 'no event yet' }
      : stands > STANDS_MS
        ? { tone: 'warn', text: 'holds back' }
        : { tone: 'last', text: 'last, moving' };
  }
  return source.idle ? { tone: 'idle', text: 'idle' } : { tone: 'good', text: 'moving' };
}

/** Who holds the watermark back, in words; tone 'none', 'moving' or 'warn'. */
export function holding(holds, now) {
  if (holds.length === 0) {
    return { tone: 'none', text: 'No partition holds the watermark back.' };
  }
  const silent = holds.filter((hold) => !hold.heard);
  if (silent.length > 0) {
    return {
      tone: 'warn',
      text: 'No window can close before each partition was heard from, or is known to be idle. Waiting for ' + names(silent) + '.',
    };
  }
  const oldest = Math.min(...holds.map((hold) => (hold.since === null ? now : Date.parse(hold.since))));
  if (now - oldest <= STANDS_MS) {
    return { tone: 'moving', text: names(holds) + ' ' + (holds.length === 1 ? 'is' : 'are') + ' furthest behind, and moving.' };
  }
  const clock = holds[0].clock === null ? 'has no event time' : 'stands at ' + seconds(Date.parse(holds[0].clock));
  return {
    tone: 'warn',
    text:
      names(holds) +
      (holds.length === 1 ? ' holds' : ' hold') +
      ' the watermark back since ' +
      moment(oldest, now) +
      ' (' +
      duration(now - oldest) +
      '); its clock ' +
      clock +
      '.',
  };
}

function names(holds) {
  const named = holds.slice(0, 4).map((hold) => hold.source);
  return list(holds.length > 4 ? [...named, holds.length - 4 + ' more'] : named);
}
