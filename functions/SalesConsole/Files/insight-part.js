// One question on the page: a picture, a sentence drawn from its figures, what they do not prove, and the figures.
import { h, newId, put } from './dom.js';
import { number } from './format.js';
import { may, whyNot } from './session.js';
import { counted, lang, t } from './words.js';

/** "95% interval 12 to 14"; nothing where there is none. */
export const interval = ({ low, high }, write) => low === null || low === undefined
  ? '' : t('interval', { low: write(low), high: write(high) });

export const peopleN = n => counted('peopleN', n, { n: number(n) });

const inBrackets = text => text && t('inBrackets', { text });

/** One after the other; Japanese sentences have no blank between them. */
export const sentences = (...all) => all.filter(Boolean).join(lang() === 'ja' ? '' : ' ');

/** A figure and its interval; what is missing, where it is not known. */
export const figureText = (figure, write) => figure?.value === null || figure?.value === undefined
  ? figure?.note ?? t('notKnownYet')
  : `${write(figure.value)}${inBrackets(interval(figure, write))}`;

/** What a figure is to be taken with care for, where it is known and says so. */
export const careOf = figure => figure?.value !== null && figure?.value !== undefined && figure.note
  ? h('small', { class: 'quiet' }, figure.note) : null;

/** A figure in a table: as told, and below it what it is to be taken with care for. */
export const figureCell = (figure, write) => [figureText(figure, write), careOf(figure)];

const table = ({ head, rows }, title) => h('div', {
  class: 'wideTable', tabindex: '0', role: 'region', 'aria-label': `${t('figures')}: ${title}`,
}, h('table', null,
  h('thead', null, h('tr', null, head.map(name => h('th', { scope: 'col' }, name)))),
  h('tbody', null, rows.map(([first, ...others]) => h('tr', null,
    h('th', { scope: 'row' }, first), others.map(cell => h('td', null, cell)))))));

/**
 * of: { id, ask(page), show(answer, page) }. show answers { picture, sentence, table, links, isEmpty }; the rest comes
 * from the answer. An answer whose report is null was not made yet; where there is no answer there is no part.
 */
export class Part {
  constructor(of, page) {
    const id = newId();
    this.of = of;
    this.page = page;
    this.body = h('div', { class: 'partBody', 'aria-busy': 'true' }, h('p', { class: 'quiet' }, t('loading')));
    this.card = h('section', { class: `card part ${of.kind ?? ''}`, 'aria-labelledby': id, 'data-part': of.id },
      h('h2', { id }, t(`insight.${of.id}`)), this.body);
  }

  /** Answers what the door said; null where it said nothing. */
  async load() {
    try {
      const answer = await this.of.ask(this.page);
      if (this.page.signal.aborted) return null;
      this.card.hidden = answer === null;
      if (answer === null) return null;
      put(this.body, answer.report === null ? this.notMade(answer) : this.shown(answer));
      return answer;
    } catch (problem) {
      if (problem.name === 'AbortError' || problem.status === 401) return null;
      put(this.body, h('p', { class: 'note wrong', role: 'alert' }, whyNot(problem), ' ', h(
        'button', { type: 'button', class: 'plain', onclick: () => this.again() }, t('again'))));
      return null;
    } finally {
      this.body.removeAttribute('aria-busy');
    }
  }

  async again() {
    this.page.asked.clear();
    await this.load();
  }

  notMade(answer) {
    return h('p', { class: 'note' }, t(may('admin') ? 'notMadeAdmin' : 'notMade'),
      answer.made.waiting > 0 && ` ${t('notMadeWaiting')}`);
  }

  shown(answer) {
    const found = this.of.show(answer, this.page);
    const note = 'note' in found ? found.note : answer.note;
    return [
      note && h('p', { class: 'note' }, note),
      found.picture, found.sentence && h('p', { class: 'sentence' }, found.sentence),
      found.more,
      found.links?.length > 0 && h('p', { class: 'links' }, found.links.map(
        ({ text, href }) => h('a', { href }, text))),
      found.table?.rows.length > 0 && h('details', null,
        h('summary', null, t('figures')), table(found.table, t(`insight.${this.of.id}`))),
      answer.doesNotProve && h('p', { class: 'proof quiet' }, answer.doesNotProve)];
  }
}

/** The list of leads by these filters, as a link. */
export const listLink = (text, product, filters) => ({
  text, href: `#/?${new URLSearchParams({ product, ...filters })}`,
});
