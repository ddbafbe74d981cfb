// The one place that talks to the app. An answer is its JSON; whatever else comes is thrown as a Problem.

const base = new URL('..', import.meta.url); // this file is …/api/console/api.js

let token = null;

/** A token of the company's sign-in; held in memory only, so it ends with the page. */
export const useToken = value => { token = value; };

/** What the app, or the network, refused. status 0: nobody answered. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail || body?.title || '');
    this.status = status;
    this.body = body ?? {};
  }

  /** By which the page knows it. */
  get code() {
    return this.body.code;
  }

  /** Everything it says to do, in English: per field where there are fields. */
  get advice() {
    const fields = Object.values(this.body.errors ?? {}).flat();
    return fields.length ? fields.join(' ') : this.body.detail || this.body.title || '';
  }
}

/** Raised on window when the app no longer knows who we are. */
export const SIGNED_OUT = 'console:signed-out';

const headersFor = (method, body, match) => ({
  Accept: 'application/json',
  ...(body === undefined ? {} : { 'Content-Type': body instanceof ArrayBuffer ? 'text/csv' : 'application/json' }),
  ...(method === 'GET' ? {} : { 'X-Console': '1' }),
  ...(match ? { 'If-Match': `"${match}"` } : {}),
  ...(token ? { Authorization: `Bearer ${token}` } : {}),
});

/**
 * What came, as headers and text; what was refused is thrown. match: the version of what is changed, as it was read.
 * quiet: a 401 is told to the caller only.
 */
async function send(method, path, { body, signal, match, quiet } = {}) {
  let answer, text;
  try {
    answer = await fetch(new URL(path, base), {
      method, signal, credentials: 'same-origin', headers: headersFor(method, body, match),
      body: body === undefined || body instanceof ArrayBuffer ? body : JSON.stringify(body),
    });
    text = await answer.text();
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem(0, null);
  }
  if (answer.ok) return { headers: answer.headers, text };
  if (answer.status === 401 && !quiet) window.dispatchEvent(new Event(SIGNED_OUT));
  throw new Problem(answer.status, parse(text));
}

export async function call(method, path, options) {
  const { text } = await send(method, path, options);
  return text ? JSON.parse(text) : null;
}

const parse = text => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const query = params => {
  const set = Object.entries(params ?? {}).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return set.length ? `?${new URLSearchParams(set)}` : '';
};

export const get = (path, params, options) => call('GET', path + query(params), options);
export const post = (path, body, options) => call('POST', path, { ...options, body });
/** Bytes of a file, as they are. */
export const sendBytes = (path, params, bytes, options) =>
  call('PUT', path + query(params), { ...options, body: bytes });
export const remove = path => call('DELETE', path);

/** The address of a file of the app, for a link. */
export const addressOf = (path, params) => new URL(path + query(params), base).href;

/** A name that only this try has: repeated, it counts once. */
export const newTry = () =>
  [...crypto.getRandomValues(new Uint8Array(12))].map(byte => byte.toString(16).padStart(2, '0')).join('');

/** A file as text: by script, so that a token goes along. The mark at its beginning is taken off. */
export const getText = (path, params, options) => send('GET', path + query(params), options);
