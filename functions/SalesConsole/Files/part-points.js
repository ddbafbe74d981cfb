// What the points programme owes, for all product lines together: exact sums of the ledgers.
import { columnChart } from './chart-columns.js';
import { h } from './dom.js';
import { month, number, short, shortMonth } from './format.js';
import { sentences } from './insight-part.js';
import { firstDay } from './part-spend.js';
import { t } from './words.js';

const points = n => t('pointsN', { n: number(n) });

const expirySaid = ([next]) => next ? t('pointsNext', { month: month(next.month), points: points(next.points) })
  : t('pointsNoExpiry');

const heldBy = rules => h('ul', { class: 'moves' }, rules.filter(rule => rule.outstanding > 0).map(rule =>
  h('li', null, h('b', null, points(rule.outstanding)), ' ', rule.label)));

const picture = months => columnChart({
  series: [
    { name: t('pointsIn'), tone: 's2', values: months.map(({ flow }) => flow.earned + flow.adjusted + flow.takenBack) },
    { name: t('pointsSpent'), tone: 's5', values: months.map(({ flow }) => -flow.spent) },
    { name: t('pointsExpired'), tone: 's6', values: months.map(({ flow }) => -flow.expired) }],
  names: months.map(one => shortMonth(one.month)), write: short, unit: t('unitPoint'),
  open: months.map(one => one.open),
  text: t('pointsText', { from: month(months[0].month), to: month(months.at(-1).month) }),
});

/** Null where the brand has no programme. */
const ask = async page => {
  try {
    return await page.ask('points', { product: null, from: firstDay() });
  } catch (problem) {
    if (problem.status === 404) return null;
    throw problem;
  }
};

export const pointsPart = {
  id: 'points', ask,
  show({ now, months, rules, expiring, programme, note }) {
    return {
      note: null,
      picture: months.length > 0 && picture(months),
      sentence: sentences(
        t('pointsSaid', { programme, points: points(now.outstanding), holders: number(now.holders) }),
        now.outstanding > 0 && expirySaid(expiring),
        now.debt > 0 && t('pointsDebt', { points: points(now.debt), n: number(now.debtors) })),
      more: [
        rules.some(rule => rule.outstanding > 0) && [h('h3', null, t('pointsByRule')), heldBy(rules)],
        h('p', { class: 'quiet' }, note)],
      table: {
        head: [t('month'), t('pointsEarned'), t('pointsAdjusted'), t('pointsTakenBack'), t('pointsSpent'),
          t('pointsExpired'), t('pointsEnd'), t('people')],
        rows: months.map(({ month: of, flow, end }) => [
          month(of), ...[flow.earned, flow.adjusted, flow.takenBack, flow.spent, flow.expired, end.outstanding,
            end.holders].map(value => number(value))]),
      },
    };
  },
};
