// Saved views: lists under a name, for everybody at the console. What moves with time is not kept in one.
import { call, get, newTry } from './api.js';
import { deliveryText, planDelivery } from './delivery.js';
import { openDialog } from './dialog.js';
import { field, h, put, say } from './dom.js';
import { MINE, NOBODY, hashOf, queryOf } from './filters.js';
import { may, me, whyNot } from './session.js';
import { t, words } from './words.js';

const MOVING = ['reacted', 'contact'];

/** The filters of a view, as this page's address names them. */
export const filtersOfView = ({ id, filters: { owner, claimed, ...others } }) => {
  const region = `attribute.${words().region}`;
  const { [region]: place, ...rest } = others;
  const isNobodys = claimed === 'no' && !owner;
  return {
    ...rest, view: id, region: place, claimed: isNobodys ? undefined : claimed,
    owner: isNobodys ? NOBODY : owner && owner === me().owner ? MINE : owner,
  };
};

/** As the door keeps them. */
const filtersForView = filters => {
  const kept = Object.fromEntries(Object.entries(filters).filter(([name]) => !MOVING.includes(name)));
  const { lang, ...query } = queryOf(kept);
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value));
};

const sorted = filters => JSON.stringify(Object.entries(filters).sort());

/** Whether the filters are no longer those of the view they come from. */
const differs = (filters, view) => MOVING.some(name => filters[name])
  || sorted(filtersForView(filters)) !== sorted(filtersForView(filtersOfView(view)));

/**
 * The bar: which view, who gets it, buttons to save and to deliver. filters() says what is asked for just now; onChange
 * is called where that comes from another view from now on.
 */
export class ViewBar {
  constructor(filters, onChange, signal, ...others) {
    [this.filters, this.onChange, this.signal, this.views] = [filters, onChange, signal, []];
    this.choose = h('select', { onchange: event => this.open(this.views.find(one => one.id === event.target.value)) });
    this.chooser = field(t('views'), this.choose);
    this.told = h('div', { class: 'told' });
    this.plan = h('button', { type: 'button', class: 'plain', onclick: () => this.act(planDelivery) }, t('delivery'));
    const save = h('button', { type: 'button', class: 'plain', onclick: () => this.act(view => this.save(view)) },
      t('saveView'));
    this.bar = h('div', { class: 'views' }, this.chooser, this.told, may('work') && save, this.plan, others);
    [this.chooser.hidden, this.plan.hidden] = [true, true];
    this.load().catch(() => {}); // the list is there without them
  }

  get chosen() {
    return this.views.find(view => view.id === this.filters().view);
  }

  async load() {
    ({ views: this.views } = await get('views', null, { signal: this.signal }));
    this.chooser.hidden = this.views.length === 0;
    put(this.choose, h('option', { value: '' }, t('viewChoose')),
      this.views.map(view => h('option', { value: view.id }, view.name)));
    this.show();
  }

  /** Anew, by the filters of now. */
  show() {
    const view = this.chosen;
    this.choose.value = view?.id ?? '';
    this.plan.hidden = !view || !may('admin');
    put(this.told, view && differs(this.filters(), view) && h('p', { class: 'quiet' }, t('viewDiffers')),
      view && deliveryText(view));
  }

  open(view) {
    if (view) location.hash = hashOf(filtersOfView(view));
  }

  /** work answers the view as it was saved, or null. */
  async act(work) {
    try {
      const saved = await work(this.chosen);
      await this.load(); // also where somebody else has changed one
      if (!saved) return;
      say(t('viewSaved', { name: saved.name }));
      if (this.filters().view !== saved.id) this.onChange({ ...this.filters(), view: saved.id });
    } catch (problem) {
      if (problem.status === 401 || problem.name === 'AbortError') return;
      put(this.told, h('p', { class: 'wrong', role: 'alert' }, whyNot(problem)));
    }
  }

  save(view) {
    const filters = this.filters();
    const name = h('input', { type: 'text', required: true, maxlength: '80', value: view?.name ?? '' });
    const anew = h('input', { type: 'checkbox' });
    const [id, place] = [newTry(), field(t('viewName'), name)];
    const isNew = () => !view || anew.checked;
    return openDialog(t('saveView'), [
      place,
      view && h('p', { class: 'field check' }, h('label', null, anew, t('viewAnew'))),
      MOVING.some(one => filters[one]) && h('p', { class: 'note' }, t('viewMoves')),
    ], t('send'), () => call('PUT', `views/${isNew() ? id : view.id}`, {
      match: isNew() ? null : view.version,
      body: { name: name.value.trim(), filters: filtersForView(filters) },
    }), { closesOn: [401], fields: { name: place } });
  }
}
