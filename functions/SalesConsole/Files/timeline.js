// What happened over all touchpoints, newest first, by day; one kind of it at a time where somebody wants that.
import { h, put } from './dom.js';
import { dated, day, isoDay, number, time } from './format.js';
import { icon } from './icons.js';
import { campaignName, has, productName, t, words } from './words.js';

const FIRST = 30;

/** Which picture and which filter a timeline item belongs to. */
const KINDS = {
  entry: 'entry', reaction: 'reaction', mail: 'mail', 'mail-event': 'mail', purchase: 'purchase', refund: 'purchase',
  points: 'points', consent: 'consent', use: 'consent', stage: 'stage', class: 'stage', merge: 'claim', claim: 'claim',
  outcome: 'call', call: 'call',
};

export const kindOf = item =>
  item.channel === 'phone' && item.kind === 'reaction' ? 'call' : KINDS[item.kind] ?? 'reaction';

export const timelineCard = lead => {
  const shown = { kind: null, most: FIRST };
  const list = h('div');
  const filters = h('div', { class: 'kinds', role: 'group', 'aria-label': t('timelineFilter') });
  const draw = () => {
    const items = lead.timeline.filter(item => shown.kind === null || kindOf(item) === shown.kind);
    put(filters, [null, ...new Set(lead.timeline.map(kindOf))].map(kind => h('button', {
      type: 'button', class: 'pill', 'aria-pressed': String(shown.kind === kind),
      onclick: () => { Object.assign(shown, { kind, most: FIRST }); draw(); pressed(filters); },
    }, kind && icon(kind), t(kind ? `kind.${kind}` : 'kind.all'))));
    put(list, days(items.slice(0, shown.most)), items.length > shown.most && h('button', {
      type: 'button', class: 'wide', onclick: () => { shown.most += 100; draw(); },
    }, t('earlier', { n: number(items.length - shown.most) })));
  };
  draw();
  return h('section', { class: 'card', 'aria-labelledby': 'timeline-title' },
    h('h2', { id: 'timeline-title' }, t('timeline')),
    lead.timeline.length > 0 ? [filters, list] : h('p', { class: 'quiet' }, t('nothingYet')),
    lead.timelineIsCut && h('p', { class: 'quiet' }, t('timelineCut')));
};

const pressed = filters => filters.querySelector('[aria-pressed=true]').focus();

const days = items => Object.entries(Object.groupBy(items, item => isoDay(item.at))).map(([, of]) => [
  h('h3', { class: 'day' }, day(of[0].at)), h('ol', { class: 'events' }, of.map(event))]);

const event = item => h('li', { 'data-kind': kindOf(item), class: item.counted === false ? 'uncounted' : null },
  icon(kindOf(item)),
  h('span', { class: 'what' },
    has(`event.${item.kind}`) && h('small', { class: 'quiet' }, t(`event.${item.kind}`)),
    h('span', null, dated(item.text)),
    item.counted === false && h('small', { class: 'quiet' }, t('notCounted'))),
  h('small', { class: 'quiet where' }, [
    words().products.length > 1 && item.product && productName(item.product),
    item.campaignId && campaignName(item.campaignId)].filter(Boolean).join(' · ')),
  h('time', { datetime: item.at, class: 'quiet' }, time(item.at)));
