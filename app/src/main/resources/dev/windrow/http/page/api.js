/** Requests to the server that the page came from, with the token that this tab was given. */

const TOKEN_KEY = 'windrow-token';
const TIMEOUT_MS = 8000;

/** An answer that is no success, in the server's own words. */
export class Refusal extends Error {
  constructor(status, detail, retryAfterMs) {
    super(detail);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

export function hasToken() {
  return sessionStorage.getItem(TOKEN_KEY) !== null;
}

export function keepToken(token) {
  sessionStorage.setItem(TOKEN_KEY, token);
}

/** The text of a successful answer. Fails with a Refusal, or with fetch's own error when there is no answer in time. */
export async function getText(path, signal) {
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  const response = await request(path, {}, signal ? AbortSignal.any([signal, limit]) : limit);
  return response.text();
}

export async function getJson(path, signal) {
  return JSON.parse(await getText(path, signal));
}

/** An answer whose body goes on; only the signal ends it. */
export function open(path, headers, signal) {
  return request(path, { Accept: 'text/event-stream', ...headers }, signal);
}

async function request(path, headers, signal) {
  const token = sessionStorage.getItem(TOKEN_KEY);
  const authorization = token === null ? {} : { Authorization: 'Bearer ' + token };
  const response = await fetch(path, { headers: { ...authorization, ...headers }, signal, cache: 'no-store', credentials: 'same-origin' });
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}

async function refusal(response) {
  const text = await response.text();
  const seconds = Number(response.headers.get('Retry-After') ?? 0);
  return new Refusal(response.status, detail(text) ?? 'HTTP ' + response.status, Number.isFinite(seconds) ? seconds * 1000 : 0);
}

function detail(text) {
  try {
    return JSON.parse(text).detail;
  } catch {
    return undefined;
  }
}
