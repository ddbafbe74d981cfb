// The list: whom to call next, live. It shows what the app says and nothing that it has not said.
import { get } from './api.js';
import { shareOut } from './assign.js';
import { AlertStrip } from './alerts.js';
import { carriedChips } from './carried.js';
import { csvButton } from './csv.js';
import { h, put, say } from './dom.js';
import { filterForm, filtersOf, hashOf, queryOf } from './filters.js';
import { number, time } from './format.js';
import { watch } from './live.js';
import { Pages } from './pages.js';
import { arrange } from './rows.js';
import { brandName, may, whyNot } from './session.js';
import { ViewBar } from './views.js';
import { counted, now, t } from './words.js';

const PAGE = 50;

let last = '#/';

/** The address of the list as it was left, to come back to. */
export const lastList = () => last;

const columns = ['name', 'score', 'pastYear', 'stage', 'why', 'timing', 'owner', 'phone'];

const table = body => h('table', { role: 'table', class: 'leads' },
  h('caption', { class: 'unseen' }, t('listCaption')),
  h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' },
    columns.map(name => h('th', { role: 'columnheader', scope: 'col', class: `of-${name}` }, t(name))))),
  body);

export async function showList(main, signal) {
  const list = new List(signal);
  const owners = await get('owners', null, { signal }).then(answer => answer.owners).catch(() => []);
  if (signal.aborted) return;
  list.show(main, owners);
  await list.load();
  watch(() => list.filters.product, () => Promise.all([list.refresh(), list.alerts.load()]), signal);
}

class List {
  constructor(signal) {
    this.signal = signal;
    this.filters = filtersOf(location.hash);
    this.pages = new Pages(signal);
    this.alerts = new AlertStrip(signal);
    this.known = new Map();
    this.body = h('tbody', { role: 'rowgroup' });
    this.table = table(this.body);
    this.note = h('p', { class: 'note', role: 'status', hidden: true });
    this.empty = h('section', { class: 'card empty', hidden: true });
    this.more = h('button', { type: 'button', class: 'wide', hidden: true, onclick: () => this.loadMore() }, t('more'));
    this.count = h('p', { class: 'quiet count' });
    this.csv = csvButton('leads', () => this.pages.shown.query ?? queryOf(this.filters), signal);
  }

  show(main, owners) {
    document.title = `${t('list')} – ${brandName()}`;
    const form = filterForm(() => this.filters, owners, filters => this.filter(filters));
    this.chips = carriedChips(filters => this.filter(filters));
    this.views = new ViewBar(() => this.filters, filters => this.filter(filters), this.signal,
      may('admin') && owners.length > 0
        && h('button', { type: 'button', class: 'plain', onclick: () => this.share() }, t('shareOut')));
    this.chips.show(this.filters);
    const toggle = h('button', {
      type: 'button', class: 'toggle', 'aria-expanded': 'false', 'aria-controls': form.id,
      onclick: () => toggle.setAttribute('aria-expanded', toggle.getAttribute('aria-expanded') !== 'true'),
    }, t('filters'));
    put(main,
      h('h1', { tabindex: '-1' }, t('list')),
      this.alerts.strip,
      h('section', { class: 'card', 'aria-label': t('filters') }, toggle, form, this.chips.list, this.views.bar),
      this.note, this.empty, this.table,
      h('div', { class: 'below' }, this.count, this.more, this.csv));
  }

  filter(filters) {
    this.filters = filters;
    history.replaceState(null, '', hashOf(filters));
    this.chips.show(filters);
    this.views.show();
    this.note.hidden = true;
    this.load();
  }

  async load() {
    last = hashOf(this.filters);
    const mine = this.newest = {};
    this.table.setAttribute('aria-busy', 'true');
    await this.guard(async () => {
      await this.pages.first(queryOf(this.filters), PAGE); // with its times: its cursor goes on in this very list
      this.take();
      say(this.countText());
    }, () => this.load());
    if (mine === this.newest) this.table.removeAttribute('aria-busy');
  }

  async loadMore() {
    await this.guard(async () => {
      const came = await this.pages.further(PAGE);
      this.take();
      this.body.children[this.pages.shown.leads.length - came]?.querySelector('a')?.focus();
    }, () => this.loadMore());
  }

  /** As many as are shown, read again from the top. */
  async refresh() {
    await this.guard(async () => {
      await this.pages.again(queryOf(this.filters), PAGE);
      const changed = this.take();
      if (changed > 0) say(t('changed', { n: number(changed) }));
    }, () => this.refresh());
  }

  /** Shows what has come. What went wrong before is over; other news stay. */
  take() {
    const { leads, cursor } = this.pages.shown;
    const changed = arrange(this.body, leads, this.known);
    this.table.hidden = leads.length === 0 && !cursor;
    this.more.hidden = !cursor;
    if (this.note.classList.contains('wrong')) this.note.hidden = true;
    put(this.count, this.countText());
    this.showEmpty(leads.length === 0 && !cursor);
    return changed;
  }

  countText() {
    const { leads, cursor } = this.pages.shown;
    const people = new Set(leads.map(lead => lead.leadId)).size;
    const told = { n: number(people), rows: number(leads.length), time: time(now()) };
    if (people < leads.length) return t(cursor ? 'rowsMore' : 'rows', told); // one person, several product lines
    return cursor ? t('countMore', told) : counted('count', people, told);
  }

  showEmpty(isEmpty) {
    this.empty.hidden = !isEmpty;
    if (!isEmpty) return;
    const filtered = Object.keys(this.filters).some(name => name !== 'view');
    put(this.empty, h('h2', null, t(filtered ? 'noneFits' : 'noLeads')),
      h('p', null, t(filtered ? 'noneFitsAdvice' : 'noLeadsAdvice')),
      filtered && h('a', { class: 'button', href: '#/' }, t('clearFilters')));
  }

  async share() {
    await this.guard(async () => {
      const text = await shareOut(this.filters);
      if (text === null) return;
      await this.refresh();
      this.tell(text);
    }, () => this.share());
  }

  /** News stand above the list. */
  tell(...children) {
    this.note.classList.remove('wrong');
    put(this.note, children);
    this.note.hidden = false;
  }

  /** What went wrong stands above the list, which stays as it was; again: what the button there does. */
  async guard(act, again) {
    try {
      await act();
    } catch (problem) {
      if (problem.name === 'AbortError' || problem.status === 401) return;
      this.tell(whyNot(problem), ' ', h('button', {
        type: 'button', class: 'plain', onclick: () => { this.note.hidden = true; again(); },
      }, t('again')));
      this.note.classList.add('wrong');
    }
  }
}
