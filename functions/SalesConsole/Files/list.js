// The list: whom to call next, live. It shows what the app says and nothing that it has not said.
import { download, get } from './api.js';
import { shareOut } from './assign.js';
import { alertStrip } from './alerts.js';
import { carriedChips } from './carried.js';
import { h, put, say } from './dom.js';
import { filterForm, filtersOf, hashOf, queryOf } from './filters.js';
import { number, time } from './format.js';
import { watch } from './live.js';
import { arrange } from './rows.js';
import { brandName, may, whyNot } from './session.js';
import { ViewBar } from './views.js';
import { counted, now, t } from './words.js';

const PAGE = 50;
const MOST = 1000; // what the door gives at once
const CALLS = 5;

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
  watch(() => list.filters.product, () => list.refresh(), signal);
}

class List {
  constructor(signal) {
    this.signal = signal;
    this.filters = filtersOf(location.hash);
    this.leads = [];
    this.cursor = null;
    this.known = new Map();
    this.body = h('tbody', { role: 'rowgroup' });
    this.table = table(this.body);
    this.note = h('p', { class: 'note', role: 'status', hidden: true });
    this.empty = h('section', { class: 'card empty', hidden: true });
    this.more = h('button', { type: 'button', class: 'wide', hidden: true, onclick: () => this.loadMore() }, t('more'));
    this.count = h('p', { class: 'quiet count' });
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
      alertStrip(this.signal),
      h('section', { class: 'card', 'aria-label': t('filters') }, toggle, form, this.chips.list, this.views.bar),
      this.note, this.empty, this.table,
      h('div', { class: 'below' }, this.count, this.more,
        h('button', { type: 'button', class: 'plain', onclick: () => this.save() }, t('csv'))));
  }

  filter(filters) {
    this.filters = filters;
    history.replaceState(null, '', hashOf(filters));
    this.chips.show(filters);
    this.views.show();
    this.load();
  }

  /**
   * So many leads, from a cursor on. Narrow filters have short pages, even empty ones, with a cursor: a few of them are
   * asked for at once. Answers of an earlier question are let go, the newest one counts.
   */
  async ask(wanted, cursor) {
    const mine = this.asked = new AbortController();
    this.signal.addEventListener('abort', () => mine.abort(), { once: true });
    const leads = [];
    for (let n = 0; n === 0 || n < CALLS && cursor && leads.length < wanted; n++) {
      const page = await get('leads', {
        ...this.query, curve: 'true', top: Math.min(MOST, wanted - leads.length), cursor,
      }, { signal: mine.signal });
      leads.push(...page.leads);
      cursor = page.cursor;
    }
    return mine === this.asked ? { leads, cursor } : null;
  }

  async load() {
    last = hashOf(this.filters);
    this.asked?.abort();
    this.table.setAttribute('aria-busy', 'true');
    this.query = queryOf(this.filters); // with its times: a cursor goes on in this very list
    await this.guard(async () => {
      const page = await this.ask(PAGE);
      if (!page) return;
      this.take(page.leads, page.cursor);
      say(this.countText());
    });
    this.table.removeAttribute('aria-busy');
  }

  async loadMore() {
    await this.guard(async () => {
      const page = await this.ask(PAGE, this.cursor);
      if (!page) return;
      const first = this.leads.length;
      this.take([...this.leads, ...page.leads], page.cursor);
      this.body.children[first]?.querySelector('a')?.focus();
    });
  }

  /** As many as are shown, read again from the top. */
  async refresh() {
    this.query = queryOf(this.filters);
    await this.guard(async () => {
      const page = await this.ask(Math.max(PAGE, this.leads.length));
      if (!page) return;
      const changed = this.take(page.leads, page.cursor);
      if (changed > 0) say(t('changed', { n: number(changed) }));
    });
  }

  take(leads, cursor) {
    [this.leads, this.cursor] = [leads, cursor];
    const changed = arrange(this.body, leads, this.known);
    this.table.hidden = leads.length === 0 && !cursor;
    this.more.hidden = !cursor;
    this.note.hidden = true;
    put(this.count, this.countText());
    this.showEmpty(leads.length === 0 && !cursor);
    return changed;
  }

  countText() {
    const [rows, people] = [this.leads.length, new Set(this.leads.map(lead => lead.leadId)).size];
    const told = { n: number(people), rows: number(rows), time: time(now()) };
    if (people < rows) return t(this.cursor ? 'rowsMore' : 'rows', told); // one person, several product lines
    return this.cursor ? t('countMore', told) : counted('count', people, told);
  }

  showEmpty(isEmpty) {
    this.empty.hidden = !isEmpty;
    if (!isEmpty) return;
    const filtered = Object.keys(this.filters).some(name => name !== 'view');
    put(this.empty, h('h2', null, t(filtered ? 'noneFits' : 'noLeads')),
      h('p', null, t(filtered ? 'noneFitsAdvice' : 'noLeadsAdvice')),
      filtered && h('a', { class: 'button', href: '#/' }, t('clearFilters')));
  }

  async save() {
    await this.guard(() => download('leads', { ...this.query, format: 'csv' }));
  }

  async share() {
    await this.guard(async () => {
      const text = await shareOut(this.filters);
      if (text === null) return;
      await this.refresh();
      put(this.note, text);
      this.note.hidden = false;
    });
  }

  /** What went wrong stands above the list, which stays as it was. */
  async guard(act) {
    try {
      await act();
    } catch (problem) {
      if (problem.name === 'AbortError' || problem.status === 401) return;
      put(this.note, whyNot(problem), ' ',
        h('button', { type: 'button', class: 'plain', onclick: () => this.load() }, t('again')));
      this.note.hidden = false;
    }
  }
}
