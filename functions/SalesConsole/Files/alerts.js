// What sales should hear of at once: open alerts above the list, until somebody takes care.
import { get, post } from './api.js';
import { h, put, say } from './dom.js';
import { ago, dated } from './format.js';
import { me, may, whyNot } from './session.js';
import { lang, t } from './words.js';

const SHOWN = 3;

/** Fills itself, and again with load(); it is not there while nothing is open. */
export class AlertStrip {
  constructor(signal) {
    this.signal = signal;
    this.strip = h('section', { class: 'alerts', 'aria-label': t('alerts'), hidden: true });
    this.load();
  }

  async load() {
    try {
      const answer = await get(
        'insights/alerts', { open: 'true', top: SHOWN, lang: lang() }, { signal: this.signal });
      const told = JSON.stringify([answer.alerts, !!answer.cursor]);
      if (told !== this.told) this.show(answer);
      this.told = told;
    } catch (problem) {
      if (problem.name === 'AbortError' || problem.status === 401 || this.told) return; // what is shown stays
      this.strip.hidden = false;
      put(this.strip, h('p', { role: 'alert' }, whyNot(problem)));
    }
  }

  show({ alerts, cursor }) {
    const focused = this.strip.contains(document.activeElement) ? document.activeElement : null;
    this.strip.hidden = alerts.length === 0;
    put(this.strip,
      h('h2', null, t('alerts'), ' ', h('span', { class: 'badge' }, `${alerts.length}${cursor ? '+' : ''}`)),
      h('ul', null, alerts.map(alert => item(alert, () => this.load()))));
    if (!focused) return;
    const place = document.getElementById(focused.closest('li')?.id) ?? this.strip.querySelector('li');
    (place?.querySelector(focused.tagName) ?? document.querySelector('h1')).focus();
  }
}

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
  return h('li', { id: `alert-${alert.alertId}`, 'data-kind': alert.kind },
    h('a', { href: `#/leads/${alert.leadId}?product=${encodeURIComponent(alert.product)}` }, alert.name || alert.email),
    h('span', { class: 'told' }, dated(alert.text)), h('small', { class: 'quiet' }, ago(alert.occurredAt)),
    may('work') && h('button', { type: 'button', class: 'plain', onclick: take }, t('acknowledge')), wrong);
};
