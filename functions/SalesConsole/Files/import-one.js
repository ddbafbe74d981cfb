// One import: how far it is, what it would do or has done, what is wrong, and what can be done with it.
import { get, getText, post, remove } from './api.js';
import { handFile } from './csv.js';
import { openDialog } from './dialog.js';
import { h, put, say } from './dom.js';
import { dayAndTime, number } from './format.js';
import { faultText } from './import-faults.js';
import { fieldText } from './import-fields.js';
import { canMend } from './import-new.js';
import { brandName, whyNot } from './session.js';
import { lang, t } from './words.js';

const LOOK = 1_500;
const AT_WORK = ['trying', 'running', 'undoing'];
const COUNTS = ['accepted', 'changed', 'unchanged', 'rejected'];

const labelOf = (name, state) => t(['trying', 'tried'].includes(state) ? `importWould.${name}` : `importDid.${name}`);

const counts = ({ lines, state }) => h('dl', { class: 'counts' }, COUNTS.map(name => h('div', { 'data-count': name },
  h('dt', null, labelOf(name, state)), h('dd', null, number(lines[name])))));

const table = (name, columns, rows) => rows.length > 0 && h('section', { class: 'card', 'data-part': name },
  h('h2', null, t(`importPart.${name}`)),
  h('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': t(`importPart.${name}`) },
    h('table', { class: 'plainTable' },
      h('thead', null, h('tr', null, columns.map(text => h('th', { scope: 'col' }, text)))),
      h('tbody', null, rows.map(cells => h('tr', null, cells.map(cell => h('td', null, cell))))))));

const errorTable = errors => table('errors', [t('importLine'), t('importWrong'), t('importSays')],
  errors.map(error => [number(error.line), error.errors.map(text => h('span', { class: 'line' }, faultText(text))),
    error.text]));

const previewTable = preview => {
  const fields = [...new Set(preview.flatMap(line => Object.keys(line.values)))];
  return table('preview', [t('importLine'), ...fields.map(fieldText)], preview.map(line => [
    number(line.line), ...fields.map(name => name === 'occurredAt' && line.occurredAt
      ? dayAndTime(line.occurredAt) : line.values[name] ?? '')]));
};

export const showImport = async (main, id, signal) => {
  const page = new ImportPage(id, signal);
  page.show(main);
  await page.load();
};

class ImportPage {
  constructor(id, signal) {
    Object.assign(this, { id, signal, state: null });
    this.title = h('h1', { tabindex: '-1' }, t('imports'));
    this.about = h('p', { class: 'quiet' });
    this.bar = h('progress', { max: 100, 'aria-label': t('importProgress') });
    this.far = h('p', { class: 'far' });
    this.counts = h('div', null);
    this.note = h('p', { class: 'note' });
    this.wrong = h('p', { class: 'wrong', role: 'alert' });
    this.buttons = h('p', { class: 'buttons' });
    this.tables = h('div', { class: 'tables' });
  }

  show(main) {
    put(main, h('p', { class: 'back' }, h('a', { href: '#/imports' }, t('importBack'))), this.title,
      h('section', { class: 'card importState', 'aria-label': t('importProgress') },
        this.about, this.bar, this.far, this.counts, this.note, this.wrong, this.buttons),
      this.tables);
  }

  /** Shows it, and as long as it is at work, again and again. */
  async load() {
    try {
      const shown = await get(`imports/${this.id}`, { lang: lang() }, { signal: this.signal });
      this.tell(shown);
      clearTimeout(this.timer);
      if (!AT_WORK.includes(shown.import.state)) return;
      this.timer = setTimeout(() => { if (!this.signal.aborted) this.load(); }, LOOK);
    } catch (problem) {
      this.fail(problem);
    }
  }

  tell({ import: one, errors, preview }) {
    const name = one.name ?? one.id;
    document.title = `${name} – ${brandName()}`;
    put(this.title, name);
    put(this.about, t('importAbout', { kind: t(`importKind.${one.kind}`), time: dayAndTime(one.createdAt) }));
    this.bar.value = one.percent;
    put(this.far, t(`importState.${one.state}`), ' ', t('importFar', {
      percent: number(one.percent), lines: number(one.lines.read), wrong: number(one.lines.rejected),
    }));
    put(this.counts, one.lines.read > 0 && counts(one));
    put(this.note, t(`importNote.${this.noteOf(one)}`));
    if (this.state !== one.state) {
      say(t(`importState.${one.state}`));
      put(this.buttons, this.actions(one));
    }
    this.state = one.state;
    const told = JSON.stringify([errors, preview]);
    if (this.told === told) return; // whoever reads in it stays where they are
    this.told = told;
    put(this.tables, errorTable(errors), previewTable(preview));
  }

  noteOf({ state, lines }) {
    if (state !== 'tried') return state;
    return lines.accepted + lines.changed === 0 && lines.rejected === 0 ? 'same' : lines.rejected > 0 ? 'mend' : state;
  }

  actions(one) {
    const [has, name] = [one.lines.rejected > 0, one.name ?? one.id];
    const button = (text, act, props) => h('button', { type: 'button', ...props, onclick: act }, t(text));
    const isOpen = ['open', 'tried'].includes(one.state);
    return [
      one.state === 'tried' && button('importStart', () => this.start(false), { class: 'main' }),
      one.state === 'open' && one.bytes > 0 && button('importTry', () => this.start(true), { class: 'main' }),
      isOpen && canMend(this.id) && h('a', { class: 'button', href: '#/imports?new=again' }, t('importMend')),
      has && button('importErrors', () => this.act(async () => handFile(
        await getText(`imports/${this.id}/errors`, { lang: lang() }, { signal: this.signal }), 'import-errors.csv'))),
      ['running', 'done'].includes(one.state) && button('importUndo', () => this.ask(
        'importUndoTitle', 'importUndoText', 'importUndo', name, () => post(`imports/${this.id}/undo`, {}))),
      !AT_WORK.includes(one.state) && button('importRemove', () => this.ask(
        'importRemoveTitle', one.state === 'done' ? 'importRemoveText' : 'importForgetText', 'importRemove', name,
        () => remove(`imports/${this.id}`).then(() => { location.hash = '#/imports'; }))),
    ];
  }

  start(dryRun) {
    return this.act(() => post(`imports/${this.id}/start`, { dryRun }, { signal: this.signal }));
  }

  async ask(title, text, button, name, act) {
    const isDone = await openDialog(
      t(title, { name }), h('p', null, t(text)), t(button), async () => { await act(); return true; },
      { isRisky: true, closesOn: [401] });
    if (isDone && !this.signal.aborted) await this.load();
  }

  async act(work) {
    put(this.wrong);
    this.buttons.querySelectorAll('button').forEach(one => { one.disabled = true; });
    try {
      await work();
      await this.load();
    } catch (problem) {
      this.fail(problem);
    } finally {
      this.buttons.querySelectorAll('button').forEach(one => { one.disabled = false; });
    }
  }

  fail(problem) {
    if (problem.name === 'AbortError' || problem.status === 401) return;
    put(this.wrong, problem.status === 404 ? t('importGone') : whyNot(problem));
  }
}
