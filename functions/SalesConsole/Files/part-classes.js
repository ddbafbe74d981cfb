// The five classes over the months, and who went from one to another.
import { areaChart } from './chart-lines.js';
import { h } from './dom.js';
import { money, month, number, share, shortMonth } from './format.js';
import { listLink } from './insight-part.js';
import { className, t, words } from './words.js';

const named = id => id === null ? t('noCustomer') : className(id);

const moved = (months, isWanted) => months.flatMap(one => one.moves).filter(isWanted)
  .reduce((sum, move) => sum + move.customers, 0);

const movesOf = one => h('ul', { class: 'moves' }, one.moves.slice(0, 6).map(move => h('li', null,
  h('b', null, number(move.customers)), ' ', t('moveFromTo', { from: named(move.from), to: named(move.to) }))));

export const classesPart = {
  id: 'classes',
  ask: page => page.ask('class-moves'),
  show({ months }, { line }) {
    const last = months.at(-1);
    if (last.customers === 0) return { sentence: null };
    const loyal = last.classes.find(size => size.class === 'loyal');
    const ids = words().classes.map(one => one.id);
    const sizeOf = (one, id) => one.classes.find(size => size.class === id);
    const closed = months.filter(one => !one.open);
    return {
      picture: areaChart({
        series: ids.map((id, n) => ({
          name: `${className(id)} ${number(sizeOf(last, id).customers)}`, tone: `s${n + 1}`,
          values: months.map(one => sizeOf(one, id).customers),
        })),
        names: months.map(one => shortMonth(one.month)), write: number, unit: t('unitPeople'),
        text: t('classesText', { from: month(months[0].month), to: month(last.month),
          before: number(months[0].customers), after: number(last.customers) }),
      }),
      sentence: t('classesSaid', {
        n: number(last.customers), loyal: number(loyal.customers),
        share: loyal.revenueShare === null ? t('notKnownYet') : share(loyal.revenueShare),
        became: number(moved(closed, move => move.to === 'loyal')),
        left: number(moved(closed, move => move.from === 'loyal')),
        months: number(closed.length),
      }),
      more: closed.at(-1)?.moves.length > 0 && [
        h('h3', null, t('movesOf', { month: month(closed.at(-1).month) })), movesOf(closed.at(-1))],
      links: ids.map(id => listLink(t('listOf', { name: className(id) }), line.id, { class: id })),
      table: {
        head: [t('class'), t('people'), t('lapsed'), t('shareOfCustomers'), t('interval95'), t('revenueShare'),
          t('revenue')],
        rows: last.classes.map(size => [
          className(size.class), number(size.customers), number(size.lapsed), share(size.share.value),
          `${share(size.share.low)}–${share(size.share.high)}`,
          size.revenueShare === null ? '–' : share(size.revenueShare), money(size.revenue, line.currency)]),
      },
    };
  },
};
