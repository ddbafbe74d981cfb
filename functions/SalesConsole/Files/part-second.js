// From the first order to the second: how many, and by when.
import { lineChart } from './chart-lines.js';
import { figureText, sentences } from './insight-part.js';
import { number, share } from './format.js';
import { t } from './words.js';

const DAYS = [0, 90, 180, 365, 545, 730];

export const secondPart = {
  id: 'second',
  ask: page => page.ask('second-order'),
  show({ report }) {
    const year = report.by.filter(one => one.share.value !== null).at(-1);
    if (report.curve.length < 2 || !year) return { sentence: null };
    const last = report.curve.at(-1).day;
    const at = [...DAYS.filter(day => day < last - 45), last];
    return {
      picture: lineChart({
        series: [{ name: '', tone: 'main', points: report.curve.map(
          one => ({ at: one.day, value: one.share, low: one.low, high: one.high })) }],
        at, names: at.map(day => t('dayN', { n: number(day) })), write: share,
        text: t('secondText', { days: number(year.days), share: share(year.share.value) }),
      }),
      sentence: sentences(t('secondSaid', {
        n: number(report.customers), second: number(report.second), open: number(report.open),
        days: number(year.days), share: figureText(year.share, share),
      }), report.quartileDays !== null && t('secondQuarter', { days: number(report.quartileDays) })),
      table: {
        head: [t('untilDay'), t('orderedAgain'), t('interval95'), t('restsOn')],
        rows: report.by.filter(one => one.share.value !== null).map(one => [
          t('dayN', { n: number(one.days) }), share(one.share.value),
          `${share(one.share.low)}–${share(one.share.high)}`, number(one.share.n)]),
      },
    };
  },
};
