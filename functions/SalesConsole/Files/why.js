// Why a lead has its score: bars that add up to its points, and how points become the score.
import { scoreOf } from './curve.js';
import { h, styled } from './dom.js';
import { dated, noonOf, number, points, shortDay } from './format.js';
import { counted, reactionName, t, words } from './words.js';

/** Pure: the terms by type, those that add most first; start is where the sum stood before each. */
export const stepsOf = terms => {
  const types = new Map();
  for (const term of terms) {
    const of = types.get(term.type) ?? { type: term.type, count: 0, points: 0, last: '' };
    of.count += term.count;
    of.points += term.points;
    if (term.day > of.last) of.last = term.day;
    types.set(term.type, of);
  }
  let sum = 0;
  return [...types.values()].sort((a, b) => b.points - a.points || (a.type < b.type ? -1 : 1)).map(of => {
    const step = { ...of, start: sum };
    sum += of.points;
    return step;
  });
};

const rangeOf = steps => {
  const ends = [0, ...steps.map(step => step.start + step.points)];
  return [Math.min(...ends), Math.max(...ends, Number.EPSILON)];
};

const barOf = (from, to, [low, high], kind) => {
  const at = value => 100 * (value - low) / (high - low);
  return h('span', { class: 'fall', 'aria-hidden': 'true' }, styled(h('span', { 'data-kind': kind }), {
    'inset-inline-start': `${at(Math.min(from, to))}%`,
    width: `max(3px, ${Math.abs(at(to) - at(from))}%)`,
  }));
};

const line = (step, range) => h('tr', null,
  h('th', { scope: 'row' }, reactionName(step.type),
    h('small', { class: 'quiet' },
      counted('timesLast', step.count, { n: number(step.count), day: shortDay(noonOf(step.last)) }))),
  h('td', { class: 'track' }, barOf(step.start, step.start + step.points, range, step.points < 0 ? 'less' : 'more')),
  h('td', { class: 'points' }, points(step.points)));

export const whyCard = shown => {
  const { explanation } = shown;
  const steps = stepsOf(explanation.terms);
  const range = rangeOf(steps);
  return h('section', { class: 'card', 'aria-labelledby': 'why-title' },
    h('h2', { id: 'why-title' }, t('whyTitle')),
    steps.length === 0 ? h('p', { class: 'quiet' }, t('noReason')) : h('table', { class: 'falls' },
      h('caption', { class: 'unseen' }, t('whyCaption')),
      h('thead', { class: 'unseen' },
        h('tr', null, ['reaction', 'share', 'points'].map(name => h('th', { scope: 'col' }, t(name))))),
      h('tbody', null, steps.map(step => line(step, range))),
      h('tfoot', null, h('tr', null,
        h('th', { scope: 'row' }, t('sum')),
        h('td', { class: 'track' }, barOf(0, explanation.points, range, 'sum')),
        h('td', { class: 'points' }, points(down(explanation.points)))))),
    formula(shown),
    h('ul', { class: 'said' }, explanation.said.map(text => h('li', null, dated(text)))),
    daysOf(explanation));
};

/** Rounded down: 59.96 is not the 60 it has not reached. */
const down = value => Math.floor(value * 10 + 1e-9) / 10;
const tenths = value => number(down(value), 1);

/** In words, where the rules of today are the lead's; while new ones are being rolled out it may stand under older. */
const formula = shown => {
  const half = words().products.find(one => one.id === shown.product)?.halfSaturation;
  const p = shown.explanation.points;
  if (!half || p <= 0 || Math.abs(scoreOf(p, half) - shown.score) > 0.01) return null;
  return h('p', { class: 'formula' },
    t('formula', { p: tenths(p), half: number(half, half % 1 ? 1 : 0), score: tenths(shown.score) }));
};

const daysOf = ({ terms }) => terms.length > 0 && h('details', null,
  h('summary', null, counted('everyDay', terms.length, { n: number(terms.length) })),
  h('div', { class: 'wideTable', tabindex: '0', role: 'region', 'aria-label': t('everyDayCaption') }, h('table', null,
    h('caption', { class: 'unseen' }, t('everyDayCaption')),
    h('thead', null, h('tr', null, ['dayOf', 'reaction', 'countOf', 'weight', 'decay', 'fit', 'points']
      .map(name => h('th', { scope: 'col' }, t(name))))),
    h('tbody', null, terms.toReversed().map(term => h('tr', null,
      h('th', { scope: 'row' }, shortDay(noonOf(term.day))),
      h('td', null, reactionName(term.type)),
      h('td', null, term.counted < term.count
        ? t('countedOf', { n: term.counted, of: term.count }) : number(term.count)),
      h('td', null, number(term.weight, 1)), h('td', null, `×${number(term.decay, 3)}`),
      h('td', null, `×${number(term.fit, 2)}`), h('td', null, points(term.points))))))));
