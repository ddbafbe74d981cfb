// Whether the models of what customers are worth can be believed: what they said, and what came.
import { lineChart } from './chart-lines.js';
import { h } from './dom.js';
import { day, money, noonOf, number, short, tick } from './format.js';
import { asFile } from './insight-lead.js';
import { figureText, sentences } from './insight-part.js';
import { t } from './words.js';

const MARKS = 5;

const chart = ({ weeks, from }) => {
  const at = weeks.map((_, n) => n);
  const step = Math.max(1, Math.floor((weeks.length - 1) / MARKS));
  const marks = at.filter(n => (weeks.length - 1 - n) % step === 0);
  const seen = weeks.filter(one => !one.heldOut).length;
  const points = (value, isWanted) => weeks.map((one, n) => ({ at: n, value: isWanted(n) ? one[value] : null }));
  return lineChart({
    series: [
      { name: t('tracked.actual'), tone: 's3', points: points('actual', () => true) },
      { name: t('tracked.expected'), tone: 's5', points: points('expected', n => n < seen) },
      { name: t('tracked.foretold'), tone: 's5', dashed: true, points: points('expected', n => n >= seen - 1) }],
    at: marks, names: marks.map(n => tick(noonOf(weeks[n].day))), write: short, unit: t('unitOrders'),
    text: t('trackedText', { from: day(noonOf(from)), expected: number(weeks.at(-1).expected),
      actual: number(weeks.at(-1).actual) }),
  });
};

/** Whether what came lies within what was foretold. */
const verdict = ({ expectedOrders: { low, high }, actualOrders }) => low === null || low === undefined ? null
  : t(actualOrders < low ? 'trackedBelow' : actualOrders > high ? 'trackedAbove' : 'trackedWithin');

const rowsOf = ({ groups }) => groups.map(one => [
  t(one.orMore ? 'timesOrMore' : 'timesN', { n: number(one.orders) }),
  figureText(one.expected, value => number(value, 2)), figureText(one.actual, value => number(value, 2)),
  number(one.actual.n)]);

export const trackingPart = {
  id: 'tracking',
  ask: page => page.ask('ltv'),
  show({ report }, page) {
    const { holdOut, currency } = report;
    const total = report.total.value === null ? '' : t('ltvTotal', {
      n: number(report.customers), total: figureText(report.total, value => money(value, currency)),
    });
    if (!holdOut) return { sentence: sentences(total, t('trackedNot')) };
    return {
      picture: chart(holdOut),
      sentence: sentences(total, t('trackedSaid', {
        from: day(noonOf(holdOut.from)), expected: figureText(holdOut.expectedOrders, number),
        actual: number(holdOut.actualOrders), amount: money(holdOut.expectedAmount.value, currency),
        came: money(holdOut.actualAmount, currency),
      }), verdict(holdOut)),
      table: { head: [t('ordersBefore'), t('tracked.foretold'), t('tracked.actual'), t('people')],
        rows: rowsOf(holdOut) },
      more: [
        report.margin === 1 && h('p', { class: 'quiet' }, t('marginUnknown')),
        h('h3', null, t('mostValued')), asFile('ltv/customers', page, { top: 100 })],
    };
  },
};
