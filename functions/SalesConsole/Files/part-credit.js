// Which channels the orders are credited to, by six rules side by side: where they agree, the rule matters little.
import { groupRows } from './chart-rows.js';
import { legend } from './chart.js';
import { h } from './dom.js';
import { number } from './format.js';
import { gainedProof, gainedSaid, gainedText } from './incremental.js';
import { asFile } from './insight-lead.js';
import { figureText, sentences } from './insight-part.js';
import { firstDay } from './part-spend.js';
import { channelName, counted, t } from './words.js';

const SHOWN = 8;
const NONE = '(none)';
const UNNAMED = { [NONE]: 'placeNone', '(others)': 'placeOthers' };
const TONES = ['s1', 's2', 's3', 's4', 's5', 's6'];

/** What a channel is called. */
export const placeName = place =>
  UNNAMED[place] ? t(UNNAMED[place]) : channelName(place);

const ruleName = rule => t(`rule.${rule}`);

const rangeOf = (place, rules) => {
  const all = rules.map(rule => place.credit[rule].conversions.value);
  return [Math.min(...all), Math.max(...all)].map(value => number(value, value % 1 && value < 100 ? 1 : 0));
};

const told = (place, rules) => {
  const [least, most] = rangeOf(place, rules);
  return least === most ? counted('ordersN', 0, { n: most }) : t('creditN', { least, most });
};

export const creditPart = {
  id: 'credit',
  ask: page => page.ask('attribution', { from: firstDay() }), // the same orders as in part-spend
  show({ places, rules, conversions, paths, open, currency, days }, page) {
    if (conversions === 0) return {};
    const first = rules[0];
    const sorted = places.toSorted((a, b) => (a.place === NONE) - (b.place === NONE)
      || b.credit[first].conversions.value - a.credit[first].conversions.value);
    const untouched = sorted.find(place => place.place === NONE)?.credit[first].conversions.value ?? 0;
    const mail = sorted.find(place => place.place === 'mail');
    const [least, most] = rangeOf(sorted[0], rules);
    return {
      picture: [
        groupRows(sorted.slice(0, SHOWN).map(place => ({
          name: placeName(place.place), told: told(place, rules),
          values: rules.map((rule, n) => ({ value: place.credit[rule].conversions.value, tone: TONES[n] })),
        }))),
        legend(rules.map((rule, n) => ({ name: ruleName(rule), tone: TONES[n] })))],
      sentence: sentences(t('creditSaid', {
        n: number(conversions), paths: number(paths), place: placeName(sorted[0].place), least, most,
      }),
      untouched > 0 && t('creditUntouched', { n: number(untouched) }),
      open > 0 && t('creditOpen', { n: number(open) })),
      more: [
        mail && h('p', { class: 'sentence' }, h('b', null, placeName(mail.place)), ' ',
          gainedSaid(mail.incremental, currency, days)),
        mail && gainedProof(mail.incremental), h('p', { class: 'quiet' }, t('creditNoCause')),
        asFile('attribution', page, { from: firstDay() })],
      table: {
        head: [t('channel'), ...rules.map(ruleName), t('incremental')],
        rows: sorted.map(place => [placeName(place.place), ...rules.map(rule =>
          figureText({ ...place.credit[rule].conversions, note: null }, value => number(value, 1))),
        gainedText(place.incremental, currency)]),
      },
    };
  },
};
