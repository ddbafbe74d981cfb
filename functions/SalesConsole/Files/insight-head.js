// The three figures at the head: what a customer is worth, what spending brings back, and how many are loyal.
import { trendLine } from './chart-lines.js';
import { h } from './dom.js';
import { money, month, number, oneIn, share } from './format.js';
import { Part, careOf, interval } from './insight-part.js';
import { romiFigure } from './part-spend.js';
import { className, t } from './words.js';

const FEW = 3; // months, below which a line says nothing

const said = figure => figure?.value !== null && figure?.value !== undefined;

/** A figure as large as it is important; below it its interval and what it rests on. */
const shown = (figure, write, rests, hint) => ({
  picture: said(figure) ? [
    h('p', { class: 'great' }, h('b', null, write(figure.value)), hint && h('span', null, hint)),
    h('p', { class: 'quiet' }, [interval(figure, write), rests].filter(Boolean).join(t('comma'))),
    careOf(figure)]
    : h('p', { class: 'note' }, figure?.note ?? t('notKnownYet')),
});

/** A figure that has its past told by points and how to write them; as it was told then, where that was kept. */
const withTrend = of => ({
  ...of,
  ask: async page => {
    const [answer, history] = await Promise.all([of.ask(page), page.ask('history')]);
    return { ...answer, history };
  },
  show: (answer, page) => {
    const { trend: past, ...found } = of.show(answer, page);
    const told = kept(answer.history, answer, one => one.return, Math.max(FEW, past.points.filter(said).length));
    return { ...found, more: trend(told ?? past.points, past.write, told ? 'trendKept' : past.key) };
  },
});

/** How it came to be, where there is more than one month to tell of. */
const trend = (points, write, key) => {
  const known = points.filter(said);
  if (known.length < 2) return null;
  const [first, last] = [known[0], known.at(-1)];
  const ends = {
    from: month(first.month), first: write(first.value), to: month(last.month), last: write(last.value) };
  return h('figure', null, trendLine(known[0] === points[0] ? points : points.slice(points.indexOf(first)),
    t('trendText', { from: ends.first, to: ends.last })), h('figcaption', { class: 'quiet' }, t(key, ends)));
};

/** What the head told in the months before, with the money that is counted now; null: in fewer than so many. */
const kept = ({ heads }, { currency, margin }, of, least) => {
  const points = heads.filter(one => one.currency === currency && one.margin === margin)
    .map(one => ({ ...of(one), month: one.day.slice(0, 7) }));
  return points.filter(said).length < least ? null : points;
};

const ltv = {
  id: 'ltvFigure', kind: 'figure',
  ask: async page => {
    const [answer, history] = await Promise.all([page.ask('ltv'), page.ask('history')]);
    return { ...answer, history };
  },
  show({ report, note, history }) {
    const write = value => money(value, report.currency);
    const told = kept(history, report, one => one.newCustomer, FEW);
    return {
      note: said(report.newCustomer) ? note : null, // else it stands in place of the figure
      ...shown(report.newCustomer, write, [
        t('restsOnCustomers', { n: number(report.newCustomer.n) }),
        report.margin === 1 ? t('ofRevenue') : t('ofMargin', { margin: share(report.margin) }),
      ].join(t('comma')), t('perYear')),
      more: trend(told ?? report.trend.map(one => ({ ...one.perCustomer, month: one.day.slice(0, 7) })), write,
        told ? 'trendKept' : 'trendOfCustomer'),
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
