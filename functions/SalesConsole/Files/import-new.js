// A new import: what the file holds, what its columns are, and then the app tries it.
import { get, post, remove } from './api.js';
import { field, h, put, select } from './dom.js';
import { percent } from './format.js';
import { ColumnForm } from './import-fields.js';
import { lookAt, upload } from './import-file.js';
import { brandName, whyNot } from './session.js';
import { lang, t, words } from './words.js';

export const KINDS = ['purchases', 'reactions', 'leads'];

let kept = null; // the form as it was sent, to be mended

/** Whether the form of this import can be shown again. */
export const canMend = id => kept?.id === id;

export const showNewImport = (main, signal, isAgain) => {
  const form = new ImportForm(signal, isAgain ? kept : null);
  form.show(main);
};

class ImportForm {
  constructor(signal, before) {
    this.signal = signal;
    this.before = before;
    this.kind = select({ name: 'kind' }, KINDS.map(kind => [kind, t(`importKind.${kind}`)]), before?.kind ?? KINDS[0]);
    this.product = select(
      { name: 'product' }, words().products.map(line => [line.id, line.name]),
      before?.product ?? words().products[0].id);
    this.file = h('input', { type: 'file', name: 'file', accept: '.csv,.txt,.tsv,text/csv,text/plain' });
    this.quiet = h('input', { type: 'checkbox', name: 'loud', checked: before?.quiet === false });
    this.columns = h('div', { class: 'columnsPlace' });
    this.wrong = h('p', { class: 'wrong', role: 'alert' });
    this.progress = h('p', { role: 'status', class: 'quiet' });
    this.button = h('button', { type: 'submit', class: 'main', disabled: true }, t('importTry'));
    this.chosen = before?.file ?? null;
    for (const one of [this.kind, this.file]) one.addEventListener('change', () => this.look());
  }

  show(main) {
    document.title = `${t('importNew')} – ${brandName()}`;
    const submit = event => {
      event.preventDefault();
      this.send();
    };
    put(main, h('p', { class: 'back' }, h('a', { href: '#/imports' }, t('importBack'))),
      h('h1', { tabindex: '-1' }, t('importNew')),
      h('form', { class: 'card importForm', onsubmit: submit },
        h('div', { class: 'pairs' }, field(t('importWhat'), this.kind), field(t('product'), this.product)),
        field(t('importFile'), this.file, this.before
          ? t('importFileKept', { name: this.before.file.name }) : t('importFileHint')),
        this.columns,
        h('p', { class: 'field check' }, h('label', null, this.quiet, t('importLoud'))),
        h('p', { class: 'quiet' }, t('importConsent')),
        this.wrong, this.progress, h('p', { class: 'buttons' }, this.button)));
    if (this.chosen) this.look(this.before.columns);
  }

  /** Reads the first lines, and asks the app what they look like. */
  async look(before) {
    this.chosen = this.file.files[0] ?? this.chosen;
    put(this.wrong);
    this.form = null;
    this.button.disabled = true;
    if (!this.chosen) return;
    try {
      const seen = await lookAt(this.chosen);
      if (seen.fault) return put(this.wrong, t(seen.fault));
      const suggestion = await post(
        'imports/suggest', { kind: this.kind.value, sample: seen.sample }, { signal: this.signal });
      Object.assign(this, { seen, suggestion, form: new ColumnForm(this.kind.value, suggestion, before) });
      put(this.columns, h('h2', null, t('importColumns')), h('p', { class: 'quiet' }, t('importColumnsHint')),
        this.form.list);
      this.button.disabled = false;
    } catch (problem) {
      this.fail(problem);
    }
  }

  async send() {
    put(this.wrong, this.form.fault());
    if (this.form.fault()) return;
    this.button.disabled = true;
    try {
      if (this.before) await this.forget(this.before.id);
      const definition = {
        name: this.chosen.name.slice(0, 100), kind: this.kind.value, product: this.product.value,
        mapping: this.form.value(), delimiter: this.suggestion.delimiter, encoding: this.seen.encoding,
        header: this.suggestion.header, quiet: !this.quiet.checked,
      };
      const { id } = await post('imports', definition, { signal: this.signal });
      kept = { id, ...definition, file: this.chosen, columns: this.form.kept() };
      this.before = kept;
      await upload(
        id, this.chosen, part => put(this.progress, t('importSending', { percent: percent(part) })), this.signal);
      await post(`imports/${id}/start`, { dryRun: true }, { signal: this.signal });
      location.hash = `#/imports/${id}`;
    } catch (problem) {
      this.fail(problem);
    } finally {
      this.button.disabled = false;
    }
  }

  /** The try before is of no use any more; one that was taken in meanwhile stays. */
  async forget(id) {
    const shown = await get(`imports/${id}`, { lang: lang() }, { signal: this.signal }).catch(() => null);
    if (['open', 'tried'].includes(shown?.import.state)) await remove(`imports/${id}`);
  }

  fail(problem) {
    if (problem.name === 'AbortError' || problem.status === 401) return;
    put(this.progress);
    put(this.wrong, whyNot(problem));
  }
}
