// What sales should hear of at once: open alerts above the list, until somebody takes care.
import { get, post } from './api.js';
import { h, put, say } from './dom.js';
import { ago, dated } from './format.js';
import { me, may, whyNot } from './session.js';
import { lang, t } from './words.js';

const SHOWN = 3;

/** Fills itself; it is not there while nothing is open. */
export const alertStrip = signal => {
  const strip = h('section', { class: 'alerts', 'aria-label': t('alerts'), hidden: true });
  load(strip, signal);
  return strip;
};

const load = async (strip, signal) => {
  try {
    const { alerts, cursor } = await get('insights/alerts', { open: 'true', top: SHOWN, lang: lang() }, { signal });
    strip.hidden = alerts.length === 0;
    put(strip, h('h2', null, t('alerts'), ' ', h('span', { class: 'badge' }, `${alerts.length}${cursor ? '+' : ''}`)),
      h('ul', null, alerts.map(alert => item(alert, () => load(strip, signal)))));
  } catch (problem) {
    if (problem.name === 'AbortError' || problem.status === 401) return;
    strip.hidden = false;
    put(strip, h('p', { role: 'alert' }, whyNot(problem)));
  }
};

const item = (alert, done) => {
  const wrong = h('span', { class: 'wrong', role: 'alert' });
  const take = async () => {
    try {
      await post(`insights/alerts/${alert.alertId}/acknowledge`, { by: me().owner ?? me().name });
      say(t('acknowledged'));
      await done();
    } catch (problem) {
      if (problem.status !== 401) put(wrong, whyNot(problem));
    }
  };
  return h('li', { 'data-kind': alert.kind },
    h('a', { href: `#/leads/${alert.leadId}?product=${encodeURIComponent(alert.product)}` }, alert.name || alert.email),
    h('span', { class: 'told' }, dated(alert.text)), h('small', { class: 'quiet' }, ago(alert.occurredAt)),
    may('work') && h('button', { type: 'button', class: 'plain', onclick: take }, t('acknowledge')), wrong);
};
