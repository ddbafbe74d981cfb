// Puts a newer list in place of an older one: rows move, appear and go without taking focus or scroll with them.
import { fillRow, keyOf, rowOf } from './row.js';

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

const focusIn = body => {
  const row = document.activeElement?.closest?.('[data-row]');
  return row && body.contains(row)
    ? { row: row.dataset.row, key: document.activeElement.dataset.key }
    : null;
};

const slide = (row, from) => {
  const by = from - row.getBoundingClientRect().top;
  if (by === 0) return;
  row.animate([{ transform: `translateY(${by}px)` }, { transform: 'none' }], { duration: 400, easing: 'ease' });
};

/**
 * known: the rows' texts of before by key, kept between calls. Answers how many leads changed, came, went or moved.
 */
export const arrange = (body, leads, known) => {
  const focus = focusIn(body);
  const before = new Map([...body.children].map(row => [row.dataset.row, row]));
  const places = new Map(still() ? [] : [...before].map(([key, row]) => [key, row.getBoundingClientRect().top]));
  const order = [...before.keys()];
  let changed = 0;
  leads.forEach((lead, at) => {
    const [key, text] = [keyOf(lead), JSON.stringify(lead)];
    const row = before.get(key) ?? rowOf(lead);
    if (before.has(key) && known.get(key) !== text) fillRow(row, lead);
    if (known.get(key) !== text || order[at] !== key) changed++;
    if (body.children[at] !== row) body.insertBefore(row, body.children[at] ?? null);
    row.classList.toggle('changed', before.size > 0 && known.get(key) !== text);
    known.set(key, text);
  });
  const keys = new Set(leads.map(keyOf));
  for (const [key, row] of before) {
    if (keys.has(key)) continue;
    row.remove();
    known.delete(key);
    changed++;
  }
  for (const [key, from] of places) if (keys.has(key)) slide(before.get(key), from);
  if (focus && !document.activeElement?.closest?.('[data-row]')) refocus(body, focus);
  return changed;
};

const refocus = (body, { row, key }) => {
  const place = [...body.children].find(one => one.dataset.row === row) ?? body.firstElementChild;
  (place?.querySelector(`[data-key="${key}"]`) ?? place?.querySelector('a'))?.focus({ preventScroll: true });
};
