// Pictures of named rows: bars, and figures as dots with the line of their interval. A row's name may be long: it is
// text of the page, so it wraps; each row's figure stands beside its picture, so that nothing is told by looks alone.
import { marksOf, scale } from './chart.js';
import { h, svg } from './dom.js';

const across = (from, to) => {
  const place = scale(from, to, 2, 98);
  return value => `${Math.min(100, Math.max(0, place(value))).toFixed(2)}%`;
};

const plot = (...children) => svg('svg', { class: 'plot', 'aria-hidden': 'true' }, ...children);

const row = ({ name, hint, told, below, mark, act }, drawn) => h('li', { 'data-mark': mark },
  h('span', { class: 'named' }, name, hint && h('small', { class: 'quiet' }, hint)),
  drawn,
  h('span', { class: 'told' }, h('b', null, told), below && h('small', { class: 'quiet' }, below)),
  act);

const frame = (kind, items, foot) => h('ul', { class: `rows ${kind}`, role: 'list' }, items, foot);

/** items: { name, hint, value, told, below }; a bar's length is its share of the greatest. */
export const barRows = (items, { most } = {}) => {
  const place = across(0, most ?? Math.max(...items.map(item => item.value), 1e-9));
  return frame('bars', items.map(item => row(item, plot(
    svg('rect', { class: 'ground', x: '2%', width: '96%', y: 6, height: 16, rx: 3 }),
    item.value > 0 && svg('rect', {
      class: 'fill', x: '2%', width: `${(parseFloat(place(item.value)) - 2).toFixed(2)}%`, y: 6, height: 16, rx: 3,
      'data-tone': item.tone,
    })))));
};

/** items: { name, hint, values: [{ value, tone }], told }: slim bars below each other, in the same order everywhere. */
export const groupRows = items => {
  const place = across(0, Math.max(...items.flatMap(item => item.values.map(one => one.value)), 1e-9));
  const [step, high] = [9, 7];
  return frame('groups', items.map(item => row(item, svg(
    'svg', { class: 'plot', 'aria-hidden': 'true', height: item.values.length * step + 6 },
    item.values.map(({ value, tone }, n) => svg('rect', {
      class: 'fill', 'data-tone': tone, x: '2%', y: n * step + 3, height: high,
      width: `${Math.max(0.3, parseFloat(place(value)) - 2).toFixed(2)}%`,
    }))))));
};

/** From the least to the greatest of all dots, rings and intervals, and the place that means nothing happened. */
const reach = (items, zero) => {
  const all = items.flatMap(({ value, low, high, second }) => [value, low, high, second])
    .filter(one => one !== null && one !== undefined);
  return [Math.min(zero ?? Infinity, ...all), Math.max(zero ?? -Infinity, ...all)];
};

/**
 * items: { name, hint, value, low, high, second?, told, below, mark, act }; second is another figure of the row, drawn
 * as a ring. zero: the place that means no difference; write(value) says a mark of the axis, unit what it counts.
 */
export const dotRows = (items, { zero = null, write, unit, about = 4 }) => {
  const known = items.some(item => item.value !== null);
  const marks = known ? marksOf(...reach(items, zero), about) : [0, 1];
  const place = across(marks[0], marks.at(-1));
  const middle = zero !== null && svg('line', { class: 'zero', x1: place(zero), x2: place(zero), y1: 0, y2: 28 });
  const dots = item => [
    item.low !== null && item.low !== undefined
      && svg('line', { class: 'interval', x1: place(item.low), x2: place(item.high), y1: 14, y2: 14 }),
    item.value !== null && svg('circle', { class: 'dot', cx: place(item.value), cy: 14, r: 5 }),
    item.second !== null && item.second !== undefined
      && svg('circle', { class: 'ring', cx: place(item.second), cy: 14, r: 5 })];
  const axis = known && h('li', { class: 'axis', 'aria-hidden': 'true' }, h('span', { class: 'named' }),
    svg('svg', { class: 'plot' }, marks.map((mark, n) => svg('text', {
      class: 'axis', x: place(mark), y: 14,
      'text-anchor': n === 0 ? 'start' : n === marks.length - 1 ? 'end' : 'middle',
    }, write(mark)))), h('span', { class: 'told' }, unit && h('small', { class: 'quiet' }, unit)));
  return frame('dots', items.map(item => row(item, plot(
    svg('line', { class: 'ground', x1: '2%', x2: '98%', y1: 14, y2: 14 }), middle && middle.cloneNode(), dots(item)))),
  axis);
};
