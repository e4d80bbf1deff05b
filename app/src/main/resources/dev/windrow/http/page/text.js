/** How times, numbers and texts from outside are written on the page. Times are in UTC, as in the results. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Control characters, those that are invisible or turn the direction of a text around, and half surrogate pairs. */
const UNSEEN = new RegExp(
  [
    '[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]',
    '[\\ud800-\\udbff](?![\\udc00-\\udfff])',
    '(?<![\\ud800-\\udbff])[\\udc00-\\udfff]',
  ].join('|'),
  'g'
);
const SHORT = { '\n': '⏎', '\r': '␍', '\t': '⇥' };

/** A text from outside, with nothing in it that hides or that moves other text. */
export function visible(text) {
  return text.replace(UNSEEN, (c) => SHORT[c] ?? '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
}

/** At most so many characters. */
export function cut(text, length) {
  return text.length <= length ? text : text.slice(0, length - 1) + '…';
}

/** One value of a group: null, a boolean, an Exact or a string. */
export function groupValue(value) {
  if (value === null) {
    return '(null)';
  }
  return value === '' ? '(empty)' : visible(String(value));
}

/** 10:15:30, with milliseconds where they are not zero. */
export function time(ms) {
  const text = iso(ms);
  return text.slice(11, ms % SECOND === 0 ? 19 : 23);
}

/** 10:15:30, whatever the milliseconds. */
export function seconds(ms) {
  return iso(ms).slice(11, 19);
}

/** The time, with its day in front unless that is the day of now. */
export function moment(ms, now) {
  const day = iso(ms).slice(0, 10);
  return day === iso(now).slice(0, 10) ? seconds(ms) : day + ' ' + seconds(ms);
}

/** A time that is not known has an empty text. */
function iso(ms) {
  return Number.isFinite(ms) ? new Date(ms).toISOString() : '';
}

/** How long: 0.4 s, 12 s, 4 min 10 s, 2 h 5 min, 3 d 4 h. */
export function duration(ms) {
  if (ms < 0) {
    return '−' + duration(-ms);
  }
  if (ms < 10 * SECOND) {
    return (ms / SECOND).toFixed(1) + ' s';
  }
  if (ms < MINUTE) {
    return Math.floor(ms / SECOND) + ' s';
  }
  return two(ms, ms < HOUR ? [MINUTE, 'min', SECOND, 's'] : ms < DAY ? [HOUR, 'h', MINUTE, 'min'] : [DAY, 'd', HOUR, 'h']);
}

function two(ms, [large, largeName, small, smallName]) {
  const rest = Math.floor((ms % large) / small);
  return Math.floor(ms / large) + ' ' + largeName + (rest === 0 ? '' : ' ' + rest + ' ' + smallName);
}

/** A length that was configured: 5 s, 500 ms. */
export function span(ms) {
  return ms % SECOND === 0 && ms < MINUTE ? ms / SECOND + ' s' : ms < SECOND ? ms + ' ms' : duration(ms);
}

/** A number as sent, with its whole digits in groups of three: 1,234,567.89. Works on its text, so that no digit changes. */
export function grouped(text) {
  const [, sign, whole, rest] = /^(-?)(\d*)(.*)$/.exec(String(text));
  return sign.replace('-', '−') + whole.replace(/\B(?=(\d{3})+$)/g, ',') + rest;
}

/** A rate, as precise as its size deserves. */
export function rate(number) {
  return number >= 100 ? grouped(Math.round(number)) : number.toFixed(number >= 10 ? 1 : 2);
}

/** A short number for an axis: 1.5k, 20M. */
export function compact(number) {
  for (const [unit, name] of [
    [1e12, 'T'],
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ]) {
    if (Math.abs(number) >= unit) {
      return trim(number / unit) + name;
    }
  }
  return trim(number);
}

function trim(number) {
  return Number(number.toPrecision(6)).toString().replace('-', '−');
}

/** 412.9 MB. */
export function bytes(number) {
  for (const [unit, name] of [
    [1e12, 'TB'],
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'kB'],
  ]) {
    if (number >= unit) {
      return (number / unit).toFixed(number >= 100 * unit ? 0 : 1) + ' ' + name;
    }
  }
  return Math.round(number) + ' B';
}

/** one, two and three. */
export function list(items) {
  return items.length < 2 ? items.join('') : items.slice(0, -1).join(', ') + ' and ' + items.at(-1);
}

/** 1 group, 2 groups. */
export function counted(number, noun) {
  return grouped(number) + ' ' + noun + (number === 1 ? '' : 's');
}
