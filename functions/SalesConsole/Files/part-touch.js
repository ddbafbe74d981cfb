// What buyers did before their first order, read backwards, against leads of the same age who had not bought.
import { dotRows } from './chart-rows.js';
import { h } from './dom.js';
import { number, share } from './format.js';
import { asFile } from './insight-lead.js';
import { figureText, interval, peopleN, sentences } from './insight-part.js';
import { placeName } from './part-credit.js';
import { t } from './words.js';

const SHOWN = 8;
const WAYS = 6;

const nameOf = ({ kind, value, label }) =>
  kind === 'channel' ? placeName(value) : label;

const times = value => t('times', { n: number(value, 1) });

const before = ({ median }) => median === null ? null
  : t(median === 0 ? 'touchSameDay' : 'touchMedian', { days: number(median) });

const rowOf = touch => ({
  name: nameOf(touch), hint: before(touch), ...touch.buyers, second: touch.others.value,
  told: touch.lift.value === null ? '–' : times(touch.lift.value),
  below: interval(touch.lift, value => number(value, 1)),
});

const waysOf = sequences => sequences.length > 0 && [
  h('h3', null, t('touchWays')),
  h('ol', { class: 'moves ways' }, sequences.slice(0, WAYS).map(({ labels, buyers }) => h('li', null,
    h('b', null, peopleN(buyers)), ' ', labels.join(' → '))))];

const tellsMore = touch => touch.lift.low > 1;

export const touchPart = {
  id: 'touch', kind: 'wide',
  ask: page => page.ask('touchpoints'),
  show({ report, before: days }, page) {
    if (report.buyers === 0) return { note: null, sentence: t('touchNobody') };
    const shown = report.touches.filter(touch => touch.kind === 'type').slice(0, SHOWN);
    const most = report.touches.filter(touch => touch.kind === 'type' && tellsMore(touch))
      .toSorted((a, b) => b.lift.low - a.lift.low)[0];
    return {
      picture: shown.length > 0 && [
        dotRows(shown.map(rowOf), { zero: 0, write: share }),
        h('p', { class: 'quiet key' }, t('touchKey', { days: number(days) }))],
      sentence: sentences(
        t('touchSaid', { n: number(report.buyers), matched: number(report.matched), others: number(report.others) }),
        most ? t('touchMost', {
          touch: nameOf(most), buyers: share(most.buyers.value), others: share(most.others.value),
          times: figureText(most.lift, times),
        }) : t('touchNone')),
      more: [waysOf(report.sequences), asFile('touchpoints', page)],
      table: {
        head: [t('touchpoint'), t('kind'), t('buyers'), t('notBuyers'), t('touchRatio'), t('daysBefore')],
        rows: report.touches.map(touch => [
          nameOf(touch), t(`touch.${touch.kind}`), figureText(touch.buyers, share), figureText(touch.others, share),
          figureText(touch.lift, times), touch.median === null ? '–'
            : `${number(touch.lowerQuartile)}–${number(touch.median)}–${number(touch.upperQuartile)}`]),
      },
    };
  },
};
