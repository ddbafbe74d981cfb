// Customers who have lapsed, and those who will unless they order: who has paid most first.
import { barRows } from './chart-rows.js';
import { h } from './dom.js';
import { money, noonOf, number, shortDay } from './format.js';
import { leadLink, listAsFile } from './insight-lead.js';
import { className, counted, t } from './words.js';

const SHOWN = 5;
const WITHIN = 30;

const dayOf = date => shortDay(noonOf(date));

const whenOf = lead => t(lead.lapsed ? 'riskRowLapsed' : 'riskRow', {
  class: className(lead.class), last: dayOf(lead.lastOrderOn), on: dayOf(lead.lapsesOn) });

const rowOf = currency => lead => ({
  name: leadLink(lead, lead.product), hint: whenOf(lead), value: Number(lead.total), tone: lead.lapsed ? 's2' : 's5',
  told: money(lead.total, currency), below: counted('ordersN', lead.orders, { n: number(lead.orders) }),
});

const listOf = (key, { found, leads }, currency, most) => found > 0 && [
  h('h3', null, t(key, { n: number(found), days: number(WITHIN) })), barRows(leads.map(rowOf(currency)), { most })];

export const riskPart = {
  id: 'risk', kind: 'wide',
  ask: async page => {
    const [soon, lapsed] = await Promise.all(['soon', 'lapsed'].map(
      state => page.ask('at-risk', { state, within: WITHIN, top: SHOWN })));
    return { soon, lapsed, doesNotProve: soon.doesNotProve };
  },
  show({ soon, lapsed }, page) {
    if (soon.found + lapsed.found === 0) return { sentence: t('riskNobody', { days: number(WITHIN) }) };
    const both = [...soon.leads, ...lapsed.leads];
    const { currency } = page.line;
    const most = Math.max(...both.map(lead => lead.total));
    return {
      picture: [listOf('riskSoon', soon, currency, most), listOf('riskLapsed', lapsed, currency, most)],
      sentence: t('riskSaid', { soon: number(soon.found), days: number(WITHIN), lapsed: number(lapsed.found) }),
      more: listAsFile('at-risk', page, { within: WITHIN }),
      table: {
        head: [t('customer'), t('class'), t('lastOrder'), t('lapsesOn'), t('orders'), t('revenue')],
        rows: both.map(lead => [
          leadLink(lead, lead.product), className(lead.class), dayOf(lead.lastOrderOn),
          dayOf(lead.lapsesOn), number(lead.orders), money(lead.total, currency)]),
      },
    };
  },
};
