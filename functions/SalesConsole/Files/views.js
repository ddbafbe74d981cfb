// Saved views: lists under a name, for everybody at the console. What moves with time is not kept in one.
import { call, get, newTry } from './api.js';
import { openDialog } from './dialog.js';
import { field, h, put, say } from './dom.js';
import { MINE, NOBODY, hashOf, queryOf } from './filters.js';
import { may, me } from './session.js';
import { t, words } from './words.js';

const MOVING = ['reacted', 'contact'];

const region = () => `attribute.${words().region}`;

/** The filters of a view, as this page's address names them. */
export const filtersOfView = ({ filters }) => ({
  ...filters,
  owner: filters.claimed === 'no' ? NOBODY : filters.owner && filters.owner === me().owner ? MINE : filters.owner,
  region: filters[region()],
});

/** As the door keeps them. */
const filtersForView = filters => {
  const kept = Object.fromEntries(Object.entries(filters).filter(([name]) => !MOVING.includes(name)));
  const { lang, ...query } = queryOf(kept);
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value));
};

/** A choice of views, a button to save the present one (filters() says what that is), and what else goes there. */
export const viewBar = (filters, signal, ...others) => {
  const choose = h('select', {
    onchange: event => {
      const view = choose.views.find(one => one.id === event.target.value);
      if (view) location.hash = hashOf(filtersOfView(view));
    },
  });
  const chooser = field(t('views'), choose);
  const load = async () => {
    ({ views: choose.views } = await get('views', null, { signal }));
    chooser.hidden = choose.views.length === 0;
    put(choose, h('option', { value: '' }, t('viewChoose')),
      choose.views.map(view => h('option', { value: view.id }, view.name)));
  };
  chooser.hidden = true;
  load().catch(() => {}); // the list is there without them
  const save = h('button', { type: 'button', class: 'plain', onclick: async () => {
    const name = await saveView(filters());
    if (name === null) return;
    await load();
    say(t('viewSaved', { name }));
  } }, t('saveView'));
  return h('div', { class: 'views' }, chooser, may('work') && save, others);
};

const saveView = async filters => {
  const name = h('input', { type: 'text', required: true, maxlength: '80' });
  const id = newTry();
  const moves = MOVING.some(one => filters[one]);
  const saved = await openDialog(t('saveView'), [
    field(t('viewName'), name), moves && h('p', { class: 'note' }, t('viewMoves')),
  ], t('send'), () => call('PUT', `views/${id}`, {
    body: { name: name.value.trim(), filters: filtersForView(filters) },
  }));
  return saved && saved.name;
};
