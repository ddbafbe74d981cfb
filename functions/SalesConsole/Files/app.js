// Starts the page, and shows what its address names: #/ the list, #/leads/{leadId} a lead, #/insights what came of it,
// #/imports files of past data.
import { SIGNED_OUT, addressOf, get } from './api.js';
import { closeDialogs, openDialog } from './dialog.js';
import { h, put, styled } from './dom.js';
import { findBox } from './find.js';
import { isImports, showImports } from './imports.js';
import { showInsights } from './insights.js';
import { listenToKeys } from './keys.js';
import { showLead } from './lead.js';
import { showList } from './list.js';
import {
  brandName, colour, forget, loadSettings, may, me, resume, showSignIn, signIn, signOut, takeKey, whyNot,
} from './session.js';
import { lang, languageButton, learn, t } from './words.js';

const main = document.getElementById('main');
const top = document.getElementById('top');
let leave = null;

const isLead = hash => /^#\/leads\/([^/?]+)(?:\?(.*))?$/.exec(hash);
const isInsights = hash => /^#\/insights(?:\?|$)/.test(hash);

/** Shows the page of the address. Whatever the one before still does is ended first. */
async function route(isFirst) {
  leave?.abort();
  closeDialogs();
  leave = new AbortController();
  const lead = isLead(location.hash);
  const page = lead ? 'lead' : isInsights(location.hash) ? 'insights'
    : isImports(location.hash) ? 'imports' : 'list';
  document.body.dataset.page = page;
  markCurrent(page);
  if (!isFirst) window.scrollTo(0, 0);
  if (lead) await showLead(main, decodeURIComponent(lead[1]), new URLSearchParams(lead[2] ?? ''), leave.signal);
  else if (page === 'insights') await showInsights(main, leave.signal);
  else if (page === 'imports') await showImports(main, leave.signal);
  else await showList(main, leave.signal);
  if (!isFirst) main.querySelector('h1')?.focus({ preventScroll: true });
}

function header() {
  put(top,
    h('a', { class: 'brand', href: '#/' }, h('span', { class: 'mark', 'aria-hidden': 'true' }), brandName()),
    h('nav', { 'aria-label': t('navigation') },
      h('a', { href: '#/', 'data-to': 'list' }, t('list')),
      h('a', { href: '#/insights', 'data-to': 'insights' }, t('insights')),
      may('admin') && h('a', { href: '#/imports', 'data-to': 'imports' }, t('imports')),
      me().outbox && may('admin') && me().signIn === 'key' // a plain link carries no token
        && h('a', { href: addressOf('outbox'), target: '_blank', rel: 'noopener' }, t('outbox'))),
    findBox(),
    h('p', { class: 'who' },
      h('span', null, me().name),
      languageButton(enter),
      h('button', { type: 'button', class: 'plain', onclick: goOut }, t('signOut'))));
  top.hidden = false;
}

/** In the menu, which page this is. */
const markCurrent = page => top.querySelectorAll('nav a').forEach(link => {
  if (link.dataset.to === page) link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');
});

const goOut = async () => {
  try {
    await signOut();
    askToSignIn();
  } catch (problem) {
    fail(problem);
  }
};

function askToSignIn(note) {
  leave?.abort();
  closeDialogs();
  forget();
  top.hidden = true;
  document.body.dataset.page = 'sign-in';
  document.title = `${t('signInTitle')} – ${brandName()}`;
  showSignIn(main, enter, note);
}

const fail = problem => turnAway(whyNot(problem));

/** Nothing can be shown; whoever is here can go, to come back as somebody else. */
function turnAway(text) {
  leave?.abort();
  closeDialogs();
  top.hidden = true;
  put(main, h('section', { class: 'card', role: 'alert' },
    h('h1', null, t('notNow')), h('p', null, text),
    h('p', { class: 'buttons' },
      h('button', { type: 'button', class: 'main', onclick: () => location.reload() }, t('again')),
      me() && h('button', { type: 'button', onclick: goOut }, t('signOut')))));
}

/** Somebody is here: the brand's words in their language, then the page they asked for. */
async function enter() {
  prepare();
  if (!may('read')) return turnAway(t('mayNotRead'));
  try {
    learn(await get('console/words', { lang: lang() }));
  } catch (problem) {
    if (problem.status !== 401) fail(problem);
    return;
  }
  header();
  await route(true);
}

function prepare() {
  document.documentElement.lang = lang();
  document.getElementById('skip').textContent = t('skip');
  if (colour()) styled(document.documentElement, { '--brand': colour() });
}

/** A link with a key opens for whoever has not signed in; nobody is signed out by a link without being asked. */
async function comeIn(key) {
  if (!me()) await signIn(key);
  else if (await askFirst(key) === null) return;
  await enter();
}

const askFirst = key => openDialog(
  t('replaceTitle'), h('p', null, t('replaceText', { name: me().name })), t('replaceDo'), () => signIn(key),
  { closesOn: [], isRisky: true, cancel: t('replaceKeep', { name: me().name }) });

async function guard(act) {
  try {
    await act();
  } catch (problem) {
    if (problem.status === 401 || problem.status === 429) askToSignIn({ wrong: whyNot(problem) });
    else fail(problem);
  }
}

/** …/console/insights and …/console/imports are places on this page. Answers that place. */
const takePlace = () => {
  const [, home, name] = /^(.*)\/(insights|imports)$/.exec(location.pathname) ?? [];
  if (!name) return '#/';
  history.replaceState(null, '', `${home}${location.search}${location.hash || `#/${name}`}`);
  return `#/${name}`;
};

const start = () => guard(async () => {
  const key = takeKey(takePlace());
  prepare();
  await loadSettings();
  prepare();
  if (await resume()) await enter();
  else if (key === null) askToSignIn();
  if (key !== null) await comeIn(key);
});

window.addEventListener('hashchange', event => {
  const before = new URL(event.oldURL).hash;
  const key = takeKey(before || '#/');
  if (key !== null) guard(() => comeIn(key));
  else if (may('read') && isPage(location.hash)) route(false);
});
window.addEventListener(SIGNED_OUT, () => { if (me()) askToSignIn({ text: t('signedOut') }); });
document.getElementById('skip').addEventListener('click', event => {
  event.preventDefault(); // the address names a page, not a place in it
  main.focus();
});
const isPage = hash => hash === '' || hash.startsWith('#/');
listenToKeys();
await start();
