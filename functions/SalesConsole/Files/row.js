// One lead in the list: a row where there is room, a card on a phone.
import { sparkline } from './curve.js';
import { h, styled } from './dom.js';
import { ago, cooling, dated, points, score, shortDay, until } from './format.js';
import { className, now, productName, stageLevel, stageName, t, words } from './words.js';

export const keyOf = lead => `${lead.product} ${lead.leadId}`;

export const nameOf = lead => lead.name || lead.email;

export const stageChip = stage => stage
  && h('span', { class: 'chip', 'data-level': stageLevel(stage) }, stageName(stage));

export const bar = (value, stage) => h('span', { class: 'bar', 'aria-hidden': 'true', 'data-level': stageLevel(stage) },
  styled(h('span'), { width: `${Math.min(100, Math.max(0, value))}%` }));

/** A link that calls, where calling is allowed. */
export const phoneLink = lead => lead.mayCall && lead.phone
  ? h('a', { class: 'tel', href: `tel:${lead.phone.replace(/[^+\d]/g, '')}`, 'data-key': 'call' }, lead.phone)
  : null;

/** Who holds the lead until when; nobody's is said too. */
export const holder = lead => lead.claim
  ? [h('span', null, lead.claim.ownerName || lead.claim.owner), h('small', { class: 'quiet' }, until(lead.claim.until))]
  : h('span', { class: 'quiet' }, t('free'));

export const nextContact = lead => lead.nextContactAt && h('small', {
  class: new Date(lead.nextContactAt) <= now() ? 'due' : 'quiet',
}, t('contactOn', { day: shortDay(lead.nextContactAt) }));

const cell = (name, label, ...children) => h('td', { role: 'cell', class: name, 'data-label': label }, children);

const reasons = why => h('ul', null,
  why.map(one => h('li', null, h('span', null, dated(one.text)), h('b', null, points(one.points)))));

/** That the lead is like loyal customers, where it is. */
export const likeness = lead => lead.likeness && h('small', { class: 'quiet' }, lead.likeness.text);

const addressOf = lead => `#/leads/${lead.leadId}?product=${encodeURIComponent(lead.product)}`;

/** Fills the row of a lead, anew when it has changed. */
export const fillRow = (row, lead) => {
  const region = words().region && lead.attributes?.[words().region];
  row.replaceChildren(
    h('th', { role: 'rowheader', scope: 'row', class: 'name' },
      h('a', { 'data-key': 'open', href: addressOf(lead), title: nameOf(lead) }, nameOf(lead)),
      h('small', { class: 'quiet' },
        [words().products.length > 1 && productName(lead.product), region].filter(Boolean).join(' · ')),
      lead.interests.length > 0 && h('small', { class: 'quiet' }, t('also', { what: lead.interests
        .map(one => `${productName(one.product)}\u00A0${score(one.score)}`).join(', ') }))),
    cell('score', t('score'), h('b', { class: 'number' }, score(lead.score)), bar(lead.score, lead.stage)),
    cell('past', t('pastYear'), lead.curve && sparkline(lead.curve, lead.stage)),
    cell('stage', t('stage'),
      stageChip(lead.stage), lead.class && h('small', { class: 'quiet' }, className(lead.class))),
    cell('why', t('why'),
      lead.why.length > 0 ? reasons(lead.why) : h('span', { class: 'quiet' }, t('noReason')), likeness(lead)),
    cell('when', t('timing'),
      lead.lastReactionAt && h('span', null, ago(lead.lastReactionAt)),
      lead.coolsOn && h('small', { class: 'quiet' }, cooling(lead.coolsOn))),
    cell('owner', t('owner'), holder(lead), nextContact(lead)),
    cell('phone', t('phone'), phoneLink(lead)
      ?? h('span', { class: 'quiet' }, lead.mayCall ? t('noPhone') : t('noCalls'))));
  return row;
};

export const rowOf = lead => fillRow(h('tr', { role: 'row', 'data-row': keyOf(lead) }), lead);
