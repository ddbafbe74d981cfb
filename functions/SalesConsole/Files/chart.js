// What all pictures of insights are made of: places on a scale, its marks, and the frame with its words.
import { h, svg } from './dom.js';

/** The text of a picture shrinks with it: on a phone it has a narrower ground. */
export const isNarrow = () => matchMedia('(max-width: 46rem)').matches;
export const widthOf = () => isNarrow() ? 340 : 560;

/** From values to places; values may be days or amounts. */
export const scale = (from, to, low, high) => value =>
  low + (to === from ? 0 : (value - from) / (to - from)) * (high - low);

/** Round marks from under the least to over the greatest value: 0, 20, 40… About so many. */
export const marksOf = (least, greatest, about = 5) => {
  const span = greatest - least || Math.abs(greatest) || 1;
  const rough = span / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(n => n * power).find(n => n >= rough);
  const first = Math.floor(least / step + 1e-9);
  const count = Math.ceil(greatest / step - 1e-9) - first;
  return Array.from({ length: Math.max(1, count) + 1 }, (_, n) => +((first + n) * step).toPrecision(12));
};

/** A picture, and the same in words for who does not see it. */
export const picture = (width, height, text, ...children) => h('div', { class: 'picture' },
  svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': text }, ...children));

export const words = (x, y, text, anchor = 'middle', kind = 'axis') =>
  svg('text', { class: kind, x, y, 'text-anchor': anchor }, text);

export const line = (x1, y1, x2, y2, kind) => svg('line', { class: kind, x1, y1, x2, y2 });

export const pathOf = points => points
  .map(([x, y], n) => `${n ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** The ground between two lines with the same steps across. */
export const bandOf = (upper, lower) => `${pathOf(upper)}${pathOf(lower.toReversed()).replace('M', 'L')}Z`;

/** What the colours of a picture mean. */
export const legend = names => h('ul', { class: 'legend' }, names.map(({ name, tone, dashed }) =>
  h('li', null, h('span', {
    class: `swatch${dashed ? ' dashed' : ''}`, 'data-tone': tone, 'aria-hidden': 'true',
  }), name)));

/** About how wide a text of an axis is: a letter of Japanese takes as much as two others. */
export const wideOf = text => [...text].reduce((sum, letter) => sum + (letter > '\u2000' ? 13 : 7), 0);

/** Of many names below an axis, those that have room. */
export const spaced = (all, most) => {
  const step = Math.ceil(all.length / most);
  return all.map((one, n) => (all.length - 1 - n) % step === 0 ? one : null);
};
