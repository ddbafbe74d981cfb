// What was spent on the leads of a month, and what they have brought since.
import { columnChart } from './chart-columns.js';
import { h } from './dom.js';
import { isoDay, money, month, number, oneIn, shortMoney, shortMonth } from './format.js';
import { gainedProof, gainedSaid } from './incremental.js';
import { asFile } from './insight-lead.js';
import { careOf, figureCell, interval, sentences } from './insight-part.js';
import { campaignName, now, t } from './words.js';

const MONTHS = 12;

/** The first day of the month eleven months ago: with this month they are twelve. */
export const firstDay = () => {
  const [year, of] = isoDay(now()).split('-').map(Number);
  const at = year * 12 + of - MONTHS;
  return `${Math.floor(at / 12)}-${String(at % 12 + 1).padStart(2, '0')}-01`;
};

export const askSpend = page => page.ask('romi', { from: firstDay() });

const brought = ({ revenuePerLead, leads }, margin) =>
  revenuePerLead.value === null ? null : margin * revenuePerLead.value * leads;

const rowOf = currency => one => [
  one.month ? month(one.month) : campaignName(one.campaign),
  one.cost === null ? '–' : money(one.cost, currency), number(one.leads),
  number(one.hotLeads), number(one.customers), one.costPerLead === null ? '–' : money(one.costPerLead, currency),
  one.costPerCustomer === null ? '–' : money(one.costPerCustomer, currency),
  figureCell(one.revenue, value => money(value, currency)), figureCell(one.return, oneIn)];

/** What each lead and customer cost is said where all of it is known. */
const spentText = ({ cost, leads, customers, costPerLead, costPerCustomer }, currency) => {
  if (cost === null) return t('spendNone');
  const isWhole = costPerLead !== null && costPerCustomer !== null;
  return t(isWhole ? 'spendSaid' : 'spendSaidBare', {
    cost: money(cost, currency), leads: number(leads), customers: number(customers),
    ...(isWhole ? { perLead: money(costPerLead, currency), perCustomer: money(costPerCustomer, currency) } : {}),
  });
};

export const spendPart = {
  id: 'spend',
  ask: askSpend,
  show({ cohorts, total, margin, currency, months, note, days }, page) {
    const sums = cohorts.map(one => brought(one, margin));
    const known = cohorts.some(one => one.cost > 0) || sums.some(sum => sum > 0);
    const growing = cohorts.filter(one => one.growing).length;
    return {
      note: total.costUnknown.length > 0 ? total.return.note : null,
      more: [
        h('p', { class: 'sentence' }, h('b', null, t('incremental')), ' ',
          gainedSaid(total.incremental, currency, days)),
        gainedProof(total.incremental), h('p', { class: 'quiet' }, note),
        asFile('romi', page, { from: firstDay() })],
      picture: known && columnChart({
        series: [
          { name: t('spent'), tone: 's2', values: cohorts.map(one => one.cost) },
          { name: t(margin === 1 ? 'broughtRevenue' : 'broughtMargin'), tone: 's5', values: sums }],
        names: cohorts.map(one => shortMonth(one.month)), write: value => shortMoney(value, currency),
        open: cohorts.map(one => one.growing),
        text: t('spendText', { from: month(cohorts[0].month), to: month(cohorts.at(-1).month) }),
      }),
      sentence: sentences(
        spentText(total, currency),
        growing > 0 && known && t('spendGrowing', { n: number(growing) })),
      table: {
        head: [t('month'), t('spent'), t('leads'), t('hotLeads'), t('customers'), t('perLead'), t('perCustomer'),
          t('revenue'), t('romi')],
        rows: [...months, total].map((one, n) => [
          n === months.length ? t('together') : null, one]).map(([name, one]) => {
          const [first, ...others] = rowOf(currency)(one);
          return [name ?? first, ...others];
        }),
      },
    };
  },
};

/** The figure for the head: return on spending as credit, and beside it what holdouts show. */
export const romiFigure = {
  id: 'romiFigure', kind: 'figure',
  ask: async page => ({ ...await askSpend(page), note: null }),
  show({ total, currency, months, days }) {
    const figure = total.return;
    return {
      picture: figure.value === null ? h('p', { class: 'note' }, figure.note ?? t('notKnownYet')) : [
        h('p', { class: 'great' }, h('b', null, oneIn(figure.value)), h('span', null, t('ofSpending'))),
        h('p', { class: 'quiet' }, [interval(figure, oneIn), t('restsOnOrders', { n: number(figure.n) })]
          .filter(Boolean).join(t('comma'))),
        careOf(figure)],
      trend: {
        points: figure.value === null ? [] : months.map(one => ({ ...one.return, month: one.month })), write: oneIn,
        key: 'trendOfRomi',
      },
      sentence: sentences(t('romiCredit'), gainedSaid(total.incremental, currency, days)),
    };
  },
};
