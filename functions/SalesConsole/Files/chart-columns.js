// Columns beside each other, month by month: what went out, and what came back.
import { isNarrow, legend, line, marksOf, picture, scale, spaced, wideOf, widthOf, words } from './chart.js';
import { svg } from './dom.js';

const [RIGHT, TOP, BOTTOM, HEIGHT] = [10, 12, 26, 220];

/** series: [{ name, tone, values }], each with a value (null: not known) for each of names; unit: of the marks. */
export const columnChart = ({ series, names, write, unit, text, open = [] }) => {
  const width = widthOf();
  const all = series.flatMap(one => one.values).filter(value => value !== null);
  const marks = marksOf(Math.min(0, ...all), Math.max(1e-9, ...all), 4);
  const left = Math.max(...marks.map(mark => wideOf(write(mark)))) + 12;
  const up = scale(marks[0], marks.at(-1), HEIGHT - BOTTOM, unit ? 2 * TOP : TOP);
  const step = (width - left - RIGHT) / names.length;
  const wide = Math.min(18, step * 0.8 / series.length);
  const column = (one, n, value, at) => {
    const [from, to] = [Math.min(up(0), up(value)), Math.max(up(0), up(value))];
    return svg('rect', {
      class: `fill${open[at] ? ' open' : ''}`, 'data-tone': one.tone, width: wide.toFixed(1), y: from.toFixed(1),
      x: (left + (at + 0.5) * step + (n - series.length / 2) * wide).toFixed(1), height: (to - from).toFixed(1),
    });
  };
  return [
    picture(width, HEIGHT, text,
      unit && words(0, TOP, unit, 'start'),
      marks.map(mark => [
        line(left, up(mark), width - RIGHT, up(mark), mark === 0 ? 'base' : 'border'),
        words(left - 6, up(mark) + 4, write(mark), 'end')]),
      series.map((one, n) => one.values.map((value, at) => value !== null && column(one, n, value, at))),
      spaced(names, isNarrow() ? 4 : 7).map((name, at) => name !== null
        && words(left + (at + 0.5) * step, HEIGHT - 8, name))),
    legend(series)];
};
