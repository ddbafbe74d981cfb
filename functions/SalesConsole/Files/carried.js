// Filters that the form has no field for, as a saved view or an address may hold them: they count all the same, and
// each is shown in words, to be taken away.
import { h, put } from './dom.js';
import { dayAndTime, number } from './format.js';
import { attributeName, productName, t } from './words.js';

const ATTRIBUTE = 'attribute.';

const TEXTS = {
  maxScore: value => t('carried.maxScore', { value: number(+value, value % 1 ? 1 : 0) }),
  claimed: value => t(value === 'yes' ? 'carried.claimed' : 'carried.unclaimed'),
  interestedIn: (value, { minInterest }) => minInterest
    ? t('carried.interestedFrom', { name: productName(value), value: number(+minInterest, minInterest % 1 ? 1 : 0) })
    : t('carried.interestedIn', { name: productName(value) }),
  minInterest: value => t('carried.minInterest', { value: number(+value, value % 1 ? 1 : 0) }),
  changedSince: value => t('carried.changedSince', { time: timeOf(value) }),
  reactedSince: value => t('carried.reactedSince', { time: timeOf(value) }),
  contactBefore: value => t('carried.contactBefore', { time: timeOf(value) }),
};

/** An address may hold anything: what is no time is shown as it stands, and the app says what is wrong with it. */
const timeOf = text => Number.isNaN(Date.parse(text)) ? text : dayAndTime(text);

const isCarried = name => name in TEXTS || name.startsWith(ATTRIBUTE);

const place = name => name in TEXTS ? Object.keys(TEXTS).indexOf(name) : Infinity;

/** In the order in which they are shown. */
export const carriedOf = filters => Object.fromEntries(Object.entries(filters)
  .filter(([name]) => isCarried(name)).sort(([one], [other]) => place(one) < place(other) ? -1 : 1));

const textOf = (name, filters) => name in TEXTS
  ? TEXTS[name](filters[name], filters)
  : t('carried.attribute', { name: attributeName(name.slice(ATTRIBUTE.length)), value: filters[name] });

const without = (filters, name) => Object.fromEntries(Object.entries(filters)
  .filter(([other]) => other !== name && !(name === 'interestedIn' && other === 'minInterest')));

/** The chips; show(filters) draws them anew, onChange is called with the filters that are left. */
export const carriedChips = onChange => {
  const list = h('ul', { class: 'carried', 'aria-label': t('carried') });
  const show = filters => {
    const names = Object.keys(carriedOf(filters)).filter(name => name !== 'minInterest' || !filters.interestedIn);
    list.hidden = names.length === 0;
    put(list, names.map((name, at) => chip(textOf(name, filters), () => {
      onChange(without(filters, name));
      const left = [...list.querySelectorAll('button')];
      (left[Math.min(at, left.length - 1)] ?? document.querySelector('main h1'))?.focus();
    })));
  };
  return { list, show };
};

const chip = (text, onclick) => h('li', null, h(
  'button', { type: 'button', class: 'pill', onclick, 'aria-label': t('carriedRemove', { text }) },
  text, h('span', { 'aria-hidden': 'true' }, '×')));
