import { SLOTS } from './choice.js';
import { setAttribute } from './dom.js';
import { compact, seconds } from './text.js';

/** Room for one window, in CSS pixels; as many windows are drawn as there is room for. */
const WINDOW_PX = 11;
const MOST_WINDOWS = 120;
const FEWEST_WINDOWS = 20;

const AXIS_PX = 52;

/** Appended to a colour: so much of it is left. */
const FADED = '38';

/**
 * One measure over the windows, a line per slot. Windows that are closed have a full line and full marks; those that are open a dashed
 * line, hollow marks, and a hatched ground.
 *
 * It is a slider for the keyboard: the arrows move the cursor through the windows. The listener gets the start of the window under the
 * cursor, or null when there is none.
 */
export class Chart {
  #host;
  #plot;
  #series = { starts: [], hooks: [], openFrom: null, from: undefined, to: undefined, sizeMs: 0 };
  #cursor = null;
  #colors;
  #fromZero = true;
  #highlighted = null;
  #describe = () => '';
  #listener;

  constructor(host, syncKey, listener) {
    this.#host = host;
    this.#listener = listener;
    this.#colors = colors(host);
    this.#plot = new globalThis.uPlot(this.#options(syncKey), [[], ...new Array(2 * SLOTS).fill([])], host);
    new ResizeObserver(() => this.#resize()).observe(host);
    host.addEventListener('keydown', (event) => this.#key(event));
    host.addEventListener('blur', () => this.#moveTo(null));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#recolour());
  }

  /** How many windows there is room for. */
  get capacity() {
    return Math.max(FEWEST_WINDOWS, Math.min(MOST_WINDOWS, Math.floor((this.#host.clientWidth - AXIS_PX) / WINDOW_PX)));
  }

  /**
   * Draws.
   *
   * @param fromZero whether the scale begins at zero, as it should for counts and sums
   * @param describe the text for one window, for those who do not see the chart
   */
  draw(series, fromZero, describe) {
    this.#series = series;
    this.#fromZero = fromZero;
    this.#describe = describe;
    this.#plot.setData(series.data);
    this.#sayWhere();
  }

  /** Lets the other slots fade; null for none. */
  highlight(slot) {
    this.#highlighted = slot;
    this.#plot.redraw(false, false);
  }

  #options(syncKey) {
    const axis = { stroke: () => this.#colors.soft, font: '12px system-ui, sans-serif', ticks: { show: false } };
    return {
      width: Math.max(200, this.#host.clientWidth),
      height: Math.max(120, this.#host.clientHeight),
      padding: [12, 30, 0, 0],
      legend: { show: false },
      tzDate: (seconds) => globalThis.uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      cursor: {
        y: false,
        drag: { x: false, y: false, setScale: false },
        sync: { key: syncKey, setSeries: false, scales: ['x', null] },
        points: { size: 9, width: 2, stroke: (u, i) => this.#colors.slots[(i - 1) % SLOTS], fill: () => this.#colors.ground },
      },
      scales: {
        x: { time: true, range: () => this.#xRange() },
        y: { range: (u, low, high) => this.#yRange(low, high) },
      },
      axes: [
        { ...axis, size: 28, gap: 6, grid: { show: false }, space: 70, values: (u, splits) => splits.map((s) => seconds(s * 1000)) },
        {
          ...axis,
          size: AXIS_PX,
          space: 34,
          grid: { stroke: () => this.#colors.line, width: 1 },
          values: (u, splits) => splits.map(compact),
        },
      ],
      series: [{}, ...this.#lines()],
      hooks: { drawClear: [(u) => this.#drawOpen(u)], setCursor: [(u) => this.#cursorMoved(u)] },
    };
  }

  #lines() {
    const line = (slot, open) => ({
      width: 2,
      stroke: () => this.#color(slot),
      dash: open ? [5, 4] : undefined,
      points: {
        show: true,
        size: open ? 7 : 5,
        width: open ? 1.75 : 1,
        stroke: () => this.#color(slot),
        fill: () => (open ? this.#colors.ground : this.#color(slot)),
        filter: (u, index) => this.#marks(u.data[index], open ? this.#series.hooks[slot] : -1),
      },
    });
    return [...Array(SLOTS).keys()].map((slot) => line(slot, false)).concat([...Array(SLOTS).keys()].map((slot) => line(slot, true)));
  }

  #color(slot) {
    return this.#colors.slots[slot] + (this.#highlighted === null || this.#highlighted === slot ? '' : FADED);
  }

  #marks(values, hook) {
    return values.flatMap((value, i) => (value === null || value === undefined || i === hook ? [] : [i]));
  }

  #xRange() {
    const { from, to, sizeMs } = this.#series;
    if (from === undefined) {
      const now = Math.floor(Date.now() / 60_000) * 60;
      return [now - 60, now];
    }
    return [Math.min(from, to - FEWEST_WINDOWS * sizeMs) / 1000, to / 1000];
  }

  #yRange(low, high) {
    if (low === null || high === null) {
      return [0, 1];
    }
    if (!this.#fromZero) {
      return globalThis.uPlot.rangeNum(low, high, 0.15, true);
    }
    const [bottom, top] = globalThis.uPlot.rangeNum(Math.min(0, low), Math.max(0, high), 0.1, true);
    return [low >= 0 ? 0 : bottom, high <= 0 ? 0 : top];
  }

  #drawOpen(u) {
    if (this.#series.openFrom === null) {
      return;
    }
    const { ctx } = u;
    const { left, top, width, height } = u.bbox;
    const from = Math.max(left, u.valToPos((this.#series.openFrom - this.#series.sizeMs / 2) / 1000, 'x', true));
    ctx.save();
    ctx.beginPath();
    ctx.rect(from, top, left + width - from, height);
    ctx.clip();
    ctx.fillStyle = this.#colors.open;
    ctx.fillRect(from, top, left + width - from, height);
    this.#hatch(ctx, from, left + width, top, height);
    ctx.restore();
  }

  #hatch(ctx, from, to, top, height) {
    const step = 7 * globalThis.uPlot.pxRatio;
    ctx.strokeStyle = this.#colors.hatch;
    ctx.lineWidth = globalThis.uPlot.pxRatio;
    ctx.beginPath();
    for (let x = from - height - ((from - height) % step); x < to; x += step) {
      ctx.moveTo(x, top + height);
      ctx.lineTo(x + height, top);
    }
    ctx.stroke();
  }

  #cursorMoved(u) {
    const index = u.cursor.left === undefined || u.cursor.left < 0 ? null : (u.cursor.idx ?? null);
    const start = index === null ? null : (this.#series.starts[index] ?? null);
    if (start !== this.#cursor) {
      this.#cursor = start;
      this.#sayWhere();
      this.#listener(start);
    }
  }

  #key(event) {
    const { starts } = this.#series;
    const at = this.#cursor === null ? starts.length : starts.indexOf(this.#cursor);
    const wanted = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: starts.length - 1,
      PageUp: at - 10,
      PageDown: at + 10,
      Escape: null,
    }[event.key];
    if (wanted === undefined || starts.length === 0) {
      return;
    }
    event.preventDefault();
    this.#moveTo(wanted === null ? null : Math.max(0, Math.min(starts.length - 1, wanted)));
  }

  #moveTo(index) {
    const left = index === null ? -10 : this.#plot.valToPos(this.#series.starts[index] / 1000, 'x');
    this.#plot.setCursor({ left, top: index === null ? -10 : 10 });
  }

  /** Without a cursor it says nothing that changes by itself: a screen reader would never be silent. */
  #sayWhere() {
    const { starts } = this.#series;
    const at = starts.indexOf(this.#cursor);
    const where = at < 0 ? 'the newest window; the arrow keys read the windows one by one' : this.#describe(starts[at]);
    setAttribute(this.#host, 'aria-valuemax', Math.max(0, starts.length - 1));
    setAttribute(this.#host, 'aria-valuenow', at < 0 ? Math.max(0, starts.length - 1) : at);
    setAttribute(this.#host, 'aria-valuetext', starts.length === 0 ? 'no window yet' : where);
  }

  #resize() {
    // Not clientWidth, which may be rounded up: then it would stick out.
    const box = this.#host.getBoundingClientRect();
    const width = Math.floor(box.width);
    const height = Math.floor(box.height);
    if (width > 0 && height > 0 && (width !== this.#plot.width || height !== this.#plot.height)) {
      this.#plot.setSize({ width, height });
    }
  }

  #recolour() {
    this.#colors = colors(this.#host);
    this.#plot.redraw(true, true);
  }
}

function colors(host) {
  const style = getComputedStyle(host);
  const color = (name) => style.getPropertyValue('--' + name).trim();
  return {
    ground: color('card'),
    soft: color('soft'),
    line: color('line'),
    open: color('open'),
    hatch: color('hatch'),
    slots: [...Array(SLOTS).keys()].map((slot) => color('slot-' + slot)),
  };
}
