// Lines over time or days, each with the band of its interval where it has one; and stacked areas.
import { bandOf, legend, line, marksOf, pathOf, picture, scale, spaced, wideOf, widthOf, words } from './chart.js';
import { svg } from './dom.js';

const [LEFT, RIGHT, TOP, BOTTOM] = [52, 14, 12, 26];
const HEIGHT = 220;
const UNIT = 14; // how far down it moves the rest

/** A ground with its marks: places across and up, and what is drawn of the axes; unit: what the marks count. */
const ground = ({ names, at, marks, write, unit, height = HEIGHT, most = 6 }) => {
  const width = widthOf();
  const said = marks.map(mark => write(mark));
  const left = Math.max(LEFT - 16, ...said.map(text => wideOf(text) + 10));
  const across = scale(at[0], at.at(-1), left + 6, width - RIGHT - 6);
  const up = scale(marks[0], marks.at(-1), height - BOTTOM, unit ? TOP + UNIT : TOP);
  const shown = spaced(names, width < 400 ? Math.min(most, 4) : most);
  return {
    width, height, across, up,
    axes: [
      unit && words(0, TOP, unit, 'start'),
      marks.map((mark, n) => [
        line(left, up(mark), width - RIGHT, up(mark), mark === 0 ? 'base' : 'border'),
        words(left - 6, up(mark) + 4, said[n], 'end')]),
      shown.map((name, n) => name !== null
        && words(across(at[n]), height - 8, name, n === 0 ? 'start' : n === names.length - 1 ? 'end' : 'middle')),
    ],
  };
};

const told = value => value !== null && value !== undefined;

/** What is known in one piece is one line: where something is not known, the line is interrupted. */
const pieces = points => points.reduce((found, point) => {
  if (!told(point.value)) return [...found, []];
  found.at(-1).push(point);
  return found;
}, [[]]).filter(piece => piece.length > 0);

const drawn = ({ points, tone, dashed }, { across, up }) => pieces(points).map(piece => [
  piece.every(one => told(one.low)) && svg('path', {
    class: 'band', 'data-tone': tone,
    d: bandOf(piece.map(one => [across(one.at), up(one.high)]), piece.map(one => [across(one.at), up(one.low)])),
  }),
  svg('path', {
    class: `line${dashed ? ' ahead' : ''}`, 'data-tone': tone,
    d: pathOf(piece.map(one => [across(one.at), up(one.value)])),
  }),
  piece.length === 1 && svg('circle', { 'data-tone': tone, cx: across(piece[0].at), cy: up(piece[0].value), r: 3.5 })]);

/**
 * series: [{ name, tone, dashed, points: [{ at, value, low, high }] }]; at and names: the places across and what they
 * are called; write(value) says a mark; text says it all to who does not see it. least: where the axis begins at most.
 */
export const lineChart = ({ series, at, names, write, unit, text, least = 0, height, most }) => {
  const all = series.flatMap(one => one.points).flatMap(({ value, low, high }) => [value, low, high]).filter(told);
  const marks = marksOf(Math.min(least, ...all), Math.max(least + 1e-9, ...all), 4);
  const place = ground({ names, at, marks, write, unit, height, most });
  return [
    picture(place.width, place.height, text, place.axes, series.map(one => drawn(one, place))),
    series.length > 1 && legend(series)];
};

/** series: [{ name, tone, values }], from the ground up; one value for each name below. */
export const areaChart = ({ series, names, write, unit, text }) => {
  const at = names.map((_, n) => n);
  const sums = series.reduce((found, one) => [
    ...found, one.values.map((value, n) => value + (found.at(-1)?.[n] ?? 0))], []);
  const place = ground({ names, at, marks: marksOf(0, Math.max(1, ...(sums.at(-1) ?? [])), 4), write, unit });
  const points = values => values.map((value, n) => [place.across(n), place.up(value)]);
  return [
    picture(place.width, place.height, text, place.axes, series.map((one, n) => svg('path', {
      class: 'stacked', 'data-tone': one.tone,
      d: bandOf(points(sums[n]), points(n ? sums[n - 1] : at.map(() => 0))),
    }))),
    legend(series.toReversed())];
};

/** A small line of how it came to be, without axes: the figure of today stands above it. */
export const trendLine = (points, text) => {
  const [width, height] = [260, 64];
  const all = points.flatMap(({ value, low, high }) => [value, low, high]).filter(told);
  const marks = [Math.min(...all), Math.max(...all)];
  const place = {
    across: scale(0, points.length - 1, 6, width - 6),
    up: scale(marks[0], marks[1], height - 8, 8),
  };
  return picture(width, height, text, drawn({
    points: points.map((point, n) => ({ ...point, at: n })), tone: 'main',
  }, place));
};
