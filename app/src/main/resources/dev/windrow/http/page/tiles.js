import { one, setAttribute, setText } from './dom.js';
import { bytes, counted, duration, grouped, moment, rate } from './text.js';

/** Five minutes, at one status every two seconds. */
const POINTS = 150;

/** Fewer than that do not fill the width. */
const FULL_WIDTH = 30;

/**
 * The row of figures on top, each with its last minutes as a line. How far the watermark is behind is as it was when the server told it: to
 * count on until the next time would be wrong while it moves.
 */
export class Tiles {
  #history = { in: [], out: [], lag: [], watermark: [] };

  /** Takes a new status into the lines. */
  record(status) {
    this.#record('in', status.rates.records_in_per_second);
    this.#record('out', status.rates.results_out_per_second);
    this.#record('lag', lagOf(status.sources));
    this.#record('watermark', status.watermark === null ? null : behind(status));
  }

  show(status, aggregation) {
    const { rates } = status;
    tile('in', rate(rates.records_in_per_second), bytes(rates.bytes_in_per_second) + ' per second');
    tile('out', rate(rates.results_out_per_second), 'from ' + counted(status.aggregations.length, 'aggregation'));
    this.#lag(status.sources);
    this.#watermark(status, aggregation);
    this.#ledger(status.aggregations.find((other) => other.name === aggregation)?.ledger);
  }

  #lag(sources) {
    const unknown = sources.filter((source) => source.lag === null).length;
    tile(
      'lag',
      unknown === sources.length ? '–' : grouped(lagOf(sources)),
      'in ' + counted(sources.length, 'partition') + (unknown === 0 ? '' : ', ' + unknown + ' unknown')
    );
  }

  #watermark(status, aggregation) {
    const closed = status.aggregations.find((other) => other.name === aggregation)?.closed_up_to ?? null;
    const note = closed === null ? 'no window has closed yet' : 'closed up to ' + moment(Date.parse(closed), status.marked_at);
    tile('watermark', status.watermark === null ? 'none' : duration(behind(status)), note);
    setText(one('[data-tile="watermark"] [data-unit]'), status.watermark === null ? 'yet' : 'behind now');
  }

  #ledger(ledger) {
    if (ledger) {
      tile(
        'ledger',
        grouped(ledger.read),
        (ledger.balances ? 'balances, ' : 'does not balance, ') + counted(ledger.dead_letters, 'dead letter')
      );
      setAttribute(one('[data-tile="ledger"]'), 'data-tone', ledger.balances ? 'good' : 'bad');
    }
  }

  #record(name, point) {
    const history = this.#history[name];
    history.push(point);
    if (history.length > POINTS) {
      history.shift();
    }
    setAttribute(one('[data-tile="' + name + '"] polyline'), 'points', line(history));
  }
}

function tile(name, value, sub) {
  const node = one('[data-tile="' + name + '"]');
  setText(one('[data-value]', node), value);
  setText(one('[data-sub]', node), sub);
}

function behind({ watermark, marked_at: markedAt }) {
  return markedAt - Date.parse(watermark);
}

function lagOf(sources) {
  return sources.reduce((sum, source) => sum + (source.lag ?? 0), 0);
}

/** The newest point is at the right edge; what is not known is left out. */
function line(history) {
  const top = Math.max(1e-9, ...history.filter((point) => point !== null));
  const step = 100 / (Math.max(FULL_WIDTH, history.length) - 1);
  const x = (i) => (100 - (history.length - 1 - i) * step).toFixed(1);
  return history.flatMap((point, i) => (point === null ? [] : [x(i) + ',' + (27 - (25 * Math.max(0, point)) / top).toFixed(1)])).join(' ');
}
