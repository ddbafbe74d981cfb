// Who is at the desk: by key, by the company's sign-in, or by the cookie of an earlier visit.
import { Problem, call, get, useToken } from './api.js';
import { h, field, put } from './dom.js';
import { begin, finish } from './entra.js';
import { dayAndTime } from './format.js';
import { has, lang, languageButton, t } from './words.js';

let settings = null;
let who = null;

export const me = () => who;
export const brandName = () => settings?.brand?.[lang()] ?? Object.values(settings?.brand ?? {})[0] ?? 'LeadScoring';
export const colour = () => settings?.colour;

/** The same rule as the doors have: to work includes to read, admin includes all. */
export const may = scope => !!who && (who.scopes.includes('admin') || who.scopes.includes(scope)
  || scope === 'read' && who.scopes.includes('work'));

export const loadSettings = async () => { settings = await get('console/settings', null, { quiet: true }); };

/** Takes a key out of the address before anything else sees it; page is what stands there then. Null: there is none. */
export const takeKey = (page = '#/') => {
  const given = new URLSearchParams(location.hash.slice(1)).get('key');
  if (given !== null) history.replaceState(null, '', `${location.pathname}${location.search}${page}`);
  return given;
};

/** Who is here already; null when somebody has to sign in. Throws where the app refuses for another reason. */
export const resume = async () => {
  const token = settings.entra ? await finish(settings.entra) : undefined;
  if (token === null) throw new Problem(401, { company: true });
  try {
    if (token) useToken(token);
    who = await get('console/sign-in', null, { quiet: true });
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    useToken(null);
    who = null;
  }
  return who;
};

export const signIn = async key => {
  who = await call('POST', 'console/sign-in', { body: { key }, quiet: true });
  useToken(null); // it would go before the cookie
  return who;
};

export const signOut = async () => {
  if (who?.signIn !== 'entra') await call('DELETE', 'console/sign-in', { quiet: true });
  forget();
};

/** Nobody is here any more; a token that has ended would go before the cookie of the next one. */
export const forget = () => {
  useToken(null);
  who = null;
};

/** The page in front of all others. onDone is called when somebody has come in; note says why it is shown. */
export const showSignIn = (main, onDone, note) => {
  const again = () => showSignIn(main, onDone, note);
  const key = h('input', {
    type: 'password', name: 'key', autocomplete: 'current-password', required: true, spellcheck: 'false',
  });
  const wrong = h('p', { class: 'wrong', role: 'alert' }, note?.wrong);
  const button = h('button', { class: 'main', type: 'submit' }, t('signIn'));
  const submit = async event => {
    event.preventDefault();
    button.disabled = true;
    put(wrong);
    try {
      await signIn(key.value.trim());
      return onDone();
    } catch (problem) {
      put(wrong, whyNot(problem));
      key.select();
      key.focus();
    } finally {
      button.disabled = false;
    }
  };
  const company = settings?.entra && h(
    'button', { type: 'button', class: 'wide', onclick: () => begin(settings.entra) }, t('signInCompany'));
  put(main, h('section', { class: 'card sign-in', 'aria-labelledby': 'sign-in-title' },
    h('p', { class: 'brand' }, brandName()),
    h('h1', { id: 'sign-in-title', tabindex: '-1' }, t('signInTitle')),
    note?.text && h('p', { class: 'note' }, note.text),
    h('form', { onsubmit: submit }, field(t('key'), key, t('keyHint')), wrong, button),
    company && h('p', { class: 'or quiet' }, t('or')), company,
    languageButton(again)));
  key.focus();
};

const GENERAL = { 0: 'offline', 400: 'mistaken', 401: 'keyUnknown', 403: 'forbidden', 429: 'tooMany', 503: 'away' };

/** What the words of a refusal leave open. */
const valuesOf = ({ claimedBy, claimedByName, until, most, held }) => ({
  name: claimedByName || claimedBy, until: until && dayAndTime(until), most, held,
});

/** In the reader's language. What the app says beyond the code is English, and told to those who read it. */
export const whyNot = problem => {
  if (!(problem instanceof Problem)) throw problem;
  if (problem.body.company) return t('companyFailed');
  const known = `refused.${problem.code}`;
  if (has(known)) return t(known, valuesOf(problem.body));
  const name = GENERAL[problem.status] ?? 'failed';
  const isVague = ['mistaken', 'forbidden', 'failed'].includes(name);
  return isVague && lang() === 'en' ? `${t(name)} ${problem.advice}`.trim() : t(name);
};
