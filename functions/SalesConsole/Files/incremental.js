// What holdouts show beside what is credited: what mails added, or in words that nobody knows.
import { h } from './dom.js';
import { money, number, oneIn } from './format.js';
import { figureText } from './insight-part.js';
import { scenarioName, t } from './words.js';

const isKnown = one => one.revenue.value !== null;

const nameOf = one => one.scenario ? scenarioName(one.scenario) : t('allScenarios');

/** In a cell of a table; a comparison that cannot be told says why. */
export const gainedText = ({ comparisons }, currency) => comparisons.length === 0 ? t('creditOnly')
  : comparisons.map(one => t('gainedIn', {
    name: nameOf(one), buyers: figureText(one.buyers, value => number(value, 0)),
    revenue: isKnown(one) ? figureText(one.revenue, value => money(value, currency)) : t('notKnownYet'),
    treated: number(one.treated), held: number(one.heldOut),
  })).join(t('comma'));

/** The first comparison that is known, in a sentence; of all mails, where somebody is held out of all. */
export const gainedSaid = ({ comparisons }, currency, days) => {
  const one = comparisons.find(isKnown);
  return one ? t(one.return?.value === undefined || one.return.value === null ? 'gained' : 'gainedReturn', {
    name: nameOf(one), days: number(days), revenue: figureText(one.revenue, value => money(value, currency)),
    return: figureText(one.return, oneIn), treated: number(one.treated), held: number(one.heldOut),
  }) : t(comparisons.length === 0 ? 'creditOnly' : 'gainedNotYet');
};

/** What it does not prove. */
export const gainedProof = incremental => incremental.comparisons.length > 0
  && h('p', { class: 'quiet' }, incremental.text);
