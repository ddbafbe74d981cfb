// The three figures at the head: what a customer is worth, what spending brings back, and how many are loyal.
import { trendLine } from './chart-lines.js';
import { h } from './dom.js';
import { money, month, number, oneIn, share } from './format.js';
import { Part, careOf, interval } from './insight-part.js';
import { romiFigure } from './part-spend.js';
import { className, t } from './words.js';

const said = figure => figure?.value !== null && figure?.value !== undefined;

/** A figure as large as it is important; below it its interval and what it rests on. */
const shown = (figure, write, rests, hint) => ({
  picture: said(figure) ? [
    h('p', { class: 'great' }, h('b', null, write(figure.value)), hint && h('span', null, hint)),
    h('p', { class: 'quiet' }, [interval(figure, write), rests].filter(Boolean).join(t('comma'))),
    careOf(figure)]
    : h('p', { class: 'note' }, figure?.note ?? t('notKnownYet')),
});

/** A figure that has its past told by points and how to write them. */
const withTrend = of => ({
  ...of,
  show: (answer, page) => {
    const { trend: past, ...found } = of.show(answer, page);
    return { ...found, more: trend(past.points, past.write, past.key) };
  },
});

/** How it came to be, where there is more than one month to tell of. */
const trend = (points, write, key) => points.filter(one => said(one)).length < 2 ? null : h('figure', null,
  trendLine(points, t('trendText', { from: write(points.find(said).value), to: write(points.findLast(said).value) })),
  h('figcaption', { class: 'quiet' }, t(key, { from: month(points[0].month), to: month(points.at(-1).month) })));

const ltv = {
  id: 'ltvFigure', kind: 'figure',
  ask: page => page.ask('ltv'),
  show({ report, note }) {
    const write = value => money(value, report.currency);
    return {
      note: said(report.newCustomer) ? note : null, // else it stands in place of the figure
      ...shown(report.newCustomer, write, [
        t('restsOnCustomers', { n: number(report.newCustomer.n) }),
        report.margin === 1 ? t('ofRevenue') : t('ofMargin', { margin: share(report.margin) }),
      ].join(t('comma')), t('perYear')),
      more: trend(
        report.trend.map(one => ({ ...one.perCustomer, month: one.day.slice(0, 7) })), write, 'trendOfCustomer'),
    };
  },
};

const loyal = {
  id: 'loyalFigure', kind: 'figure',
  ask: page => page.ask('class-moves'),
  show({ months }) {
    const of = one => one.classes.find(size => size.class === 'loyal');
    const last = months.at(-1);
    const size = of(last);
    const figure = last.customers === 0 ? { ...size.share, value: null } : size.share;
    return {
      picture: last.customers === 0 ? h('p', { class: 'note' }, t('noCustomers')) : [
        h('p', { class: 'great' }, h('b', null, number(size.customers)),
          h('span', null, t('peopleOf', { n: number(last.customers) }))),
        h('p', { class: 'quiet' }, [t('shareOfAll', { share: oneIn(figure.value) }),
          interval(figure, oneIn)].join(t('comma'))),
        careOf(figure)],
      more: trend(months.map(one => ({ value: of(one).customers, month: one.month })), number, 'trendOfLoyal'),
      sentence: last.open ? t('monthOpen', { class: className('loyal') }) : null,
    };
  },
};

export const headFigures = page => [ltv, withTrend(romiFigure), loyal].map(one => new Part(one, page));
