// Files of past data: those there are, and the way to a new one. Only admins bring data in.
import { get } from './api.js';
import { h, put } from './dom.js';
import { dayAndTime, number } from './format.js';
import { showNewImport } from './import-new.js';
import { showImport } from './import-one.js';
import { brandName, may, whyNot } from './session.js';
import { lang, t } from './words.js';

/** Of #/imports/{id} the id, of the list null. */
const importOf = hash => /^#\/imports(?:\/([a-z0-9-]+))?(?:\?|$)/.exec(hash)?.[1] ?? null;

export const isImports = hash => /^#\/imports(?:[/?]|$)/.test(hash);

export const showImports = async (main, signal) => {
  const id = importOf(location.hash);
  const asked = new URLSearchParams(location.hash.split('?')[1] ?? '').get('new');
  if (!may('admin')) put(main, h('section', { class: 'card' },
    h('h1', { tabindex: '-1' }, t('imports')), h('p', null, t('importAdmins'))));
  else if (id) await showImport(main, id, signal);
  else if (asked) showNewImport(main, signal, asked === 'again');
  else await showList(main, signal);
};

const line = one => h('li', null,
  h('a', { href: `#/imports/${one.id}` }, one.name ?? one.id),
  h('span', { class: 'chip', 'data-level': one.state === 'done' ? 'high' : 'low' }, t(`importState.${one.state}`)),
  h('small', { class: 'quiet' }, t('importAbout', {
    kind: t(`importKind.${one.kind}`), time: dayAndTime(one.createdAt),
  })),
  one.lines.read > 0 && h('small', null, t('importFar', {
    percent: number(one.percent), lines: number(one.lines.read), wrong: number(one.lines.rejected),
  })));

const showList = async (main, signal) => {
  document.title = `${t('imports')} – ${brandName()}`;
  const list = h('section', { class: 'card', 'aria-label': t('imports') });
  put(main, h('div', { class: 'importsHead' },
    h('div', null, h('h1', { tabindex: '-1' }, t('imports')), h('p', { class: 'quiet' }, t('importsAbout'))),
    h('a', { class: 'button main', href: '#/imports?new=1' }, t('importNew'))), list);
  try {
    const { imports } = await get('imports', { lang: lang() }, { signal });
    put(list, imports.length > 0 ? h('ul', { class: 'imports' }, imports.map(line)) : h('p', null, t('importsNone')));
  } catch (problem) {
    if (problem.name === 'AbortError' || problem.status === 401) return;
    put(list, h('p', { class: 'wrong', role: 'alert' }, whyNot(problem)));
  }
};
