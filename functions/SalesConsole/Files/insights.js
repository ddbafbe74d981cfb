// What came of it, for who leads: some figures, then a picture for each question. Each part asks a door of its own,
// all at once, and shows what that says; one that fails does not take the others with it.
import { get, post } from './api.js';
import { h, put, say, select, field } from './dom.js';
import { dayAndTime, number } from './format.js';
import { headFigures } from './insight-head.js';
import { Part } from './insight-part.js';
import { PARTS } from './insight-parts.js';
import { brandName, may, whyNot } from './session.js';
import { lang, t, words } from './words.js';

const AGAIN = [3_000, 6_000, 12_000, 24_000, 48_000, 96_000]; // figures are made in the background

const addressOf = product => `#/insights?product=${encodeURIComponent(product)}`;

/** The product line of the address, else the first. */
const productOf = hash => {
  const asked = new URLSearchParams(hash.split('?')[1] ?? '').get('product');
  return words().products.some(line => line.id === asked) ? asked : words().products[0].id;
};

export const showInsights = async (main, signal) => {
  const page = new Insights(productOf(location.hash), signal);
  page.show(main);
  await page.load();
};

class Insights {
  constructor(product, signal) {
    this.signal = signal;
    this.line = words().products.find(line => line.id === product);
    this.asked = new Map();
    this.made = h('p', { class: 'quiet made' });
    this.note = h('p', { class: 'note', role: 'status', hidden: true });
    this.head = headFigures(this);
    this.parts = PARTS.map(part => new Part(part, this));
  }

  show(main) {
    document.title = `${t('insights')} – ${brandName()}`;
    put(main,
      h('div', { class: 'insightsHead' },
        h('div', null, h('h1', { tabindex: '-1' }, t('insights')),
          h('p', { class: 'onPaper' }, `${brandName()}${t('comma')}${this.line.name}`), this.made),
        words().products.length > 1 && this.productField(),
        h('p', { class: 'buttons' },
          may('admin') && h('button', { type: 'button', onclick: event => this.make(event.target) }, t('makeFigures')),
          h('button', { type: 'button', onclick: () => window.print() }, t('print')))),
      this.note,
      h('div', { class: 'headFigures' }, this.head.map(part => part.card)),
      h('div', { class: 'parts' }, this.parts.map(part => part.card)));
  }

  productField() {
    const choice = select({ name: 'product' }, words().products.map(line => [line.id, line.name]), this.line.id);
    choice.addEventListener('change', () => { location.hash = addressOf(choice.value); });
    return field(t('product'), choice);
  }

  /** The answer of a door; asked once for all parts that show something of it. */
  ask(path, params) {
    const key = JSON.stringify([path, params]);
    if (!this.asked.has(key)) {
      this.asked.set(key, get(
        `insights/${path}`, { product: this.line.id, ...params, lang: lang() }, { signal: this.signal }));
    }
    return this.asked.get(key);
  }

  async load() {
    this.asked.clear();
    const answers = await Promise.all([...this.head, ...this.parts].map(part => part.load()));
    const made = answers.filter(Boolean).map(answer => answer.made).filter(Boolean);
    if (made.length === 0 || this.signal.aborted) return;
    const [at, waiting] = [made.map(one => one.at).sort()[0], Math.max(...made.map(one => one.waiting))];
    put(this.made, t('madeAt', { time: dayAndTime(at), rules: number(made[0].rules) }),
      waiting > 0 && ` ${t('madeWaiting', { n: number(waiting) })}`);
  }

  /** Has the figures made, and shows them as they come. */
  async make(button) {
    button.disabled = true;
    this.note.classList.remove('wrong');
    try {
      await post('insights/refresh', { product: this.line.id }, { signal: this.signal });
      this.tell(t('making'));
      for (const wait of AGAIN) {
        await new Promise(done => { setTimeout(done, wait); });
        if (this.signal.aborted) return;
        await this.load();
      }
      this.note.hidden = true;
    } catch (problem) {
      if (problem.name === 'AbortError' || problem.status === 401) return;
      this.note.classList.add('wrong');
      this.tell(whyNot(problem));
    } finally {
      button.disabled = false;
    }
  }

  tell(text) {
    put(this.note, text);
    this.note.hidden = false;
    say(text);
  }
}
