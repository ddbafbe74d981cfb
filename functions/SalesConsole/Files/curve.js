// A lead's score over time: a small line in the list, a picture with the stages' borders on its page.
import { h, svg } from './dom.js';
import { noonOf, number, score, tick } from './format.js';
import { stageLevel, t, words } from './words.js';

const path = points => points.map(([x, y], n) => `${n ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** scores: 13, of every 30th day to today. */
export const sparkline = (scores, stage) => {
  const [width, height, rim] = [96, 28, 3];
  const at = scores.map((value, n) => [
    rim + n * (width - 2 * rim) / (scores.length - 1), height - rim - value * (height - 2 * rim) / 100]);
  const [x, y] = at.at(-1);
  const text = t('curveText', {
    from: score(scores[0]), most: score(Math.max(...scores)), now: score(scores.at(-1)) });
  return svg('svg', { class: 'spark', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': text,
    'data-level': stageLevel(stage) },
    svg('path', { class: 'area', d: `${path(at)}L${x} ${height - rim}L${at[0][0]} ${height - rim}Z` }),
    svg('path', { class: 'line', d: path(at) }),
    svg('circle', { cx: x, cy: y, r: 2.5 }));
};

/**
 * Pure: the points of a day by the terms of an explanation, as the rules sum them: what had happened by then, halved
 * every half-life. What is dated ahead by a wrong clock counts from today on.
 */
export const pointsOn = (terms, halfLifeDays, day, today) => terms
  .filter(term => term.day <= day || day >= today)
  .reduce((sum, term) => sum + term.counted * term.weight * term.fit
    * 2 ** (-Math.max(0, daysBetween(term.day, day)) / halfLifeDays), 0);

const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

export const scoreOf = (points, halfSaturation) => points > 0 ? 100 * points / (points + halfSaturation) : 0;

const dayAfter = (day, n) => new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10);

const BACK = 360;
const AHEAD = 90;
const [HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [220, 34, 12, 10, 26];
const up = value => HEIGHT - BOTTOM - value * (HEIGHT - TOP - BOTTOM) / 100;

/** The last day ends at the rim, and leaves little room to today on a phone. */
const anchorOf = (n, isNarrow) => n === AHEAD || n === 0 && isNarrow ? 'end' : 'middle';

/** The past year, and the next months as they become without a new reaction; dashed. */
export const bigCurve = (explanation, line, today) => {
  const isNarrow = matchMedia('(max-width: 46rem)').matches;
  const width = isNarrow ? 340 : 720; // the text of a picture shrinks with it
  const across = n => LEFT + (n + BACK) * (width - LEFT - RIGHT) / (BACK + AHEAD);
  const value = n => scoreOf(
    pointsOn(explanation.terms, explanation.halfLifeDays, dayAfter(today, n), today), line.halfSaturation);
  const days = (from, to, step) => Array.from({ length: (to - from) / step + 1 }, (_, n) => from + n * step);
  const line1 = days(-BACK, 0, 3).map(n => [across(n), up(value(n))]);
  const line2 = days(0, AHEAD, 3).map(n => [across(n), up(value(n))]);
  const stages = words().stages.filter(stage => stage.enter);
  const months = days(-BACK, AHEAD, 90);
  const text = t('bigCurveText', { from: score(value(-BACK)), now: score(value(0)), later: score(value(AHEAD)),
    days: number(AHEAD) });
  const frame = { viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': text };
  return h('div', { class: 'picture' }, svg('svg', frame,
    stages.map(stage => [
      svg('line', { class: 'border', x1: LEFT, x2: width - RIGHT, y1: up(stage.enter), y2: up(stage.enter) }),
      svg('text', { class: 'tag', x: LEFT + 4, y: up(stage.enter) - 4 }, stage.name)]),
    [0, 50, 100].map(mark => svg(
      'text', { class: 'axis', x: LEFT - 6, y: up(mark) + 4, 'text-anchor': 'end' }, number(mark))),
    months.map(n => svg(
      'text', { class: 'axis', x: across(n), y: HEIGHT - 8, 'text-anchor': anchorOf(n, isNarrow) },
      n === 0 ? t('today') : tick(noonOf(dayAfter(today, n))))),
    svg('line', { class: 'now', x1: across(0), x2: across(0), y1: TOP, y2: HEIGHT - BOTTOM }),
    svg('path', { class: 'area', d: `${path(line1)}L${across(0)} ${up(0)}L${across(-BACK)} ${up(0)}Z` }),
    svg('path', { class: 'line', d: path(line1) }),
    svg('path', { class: 'line ahead', d: path(line2) }),
    svg('circle', { cx: across(0), cy: up(value(0)), r: 4 })));
};
