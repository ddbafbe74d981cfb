// What waits for somebody in sales at this moment, by kind; who it is stands in the list of leads.
import { barRows } from './chart-rows.js';
import { ago, number } from './format.js';
import { t } from './words.js';

const MOST = 100; // what the door gives at once

const kindsOf = alerts => Object.entries(alerts.reduce((found, { kind }) => ({
  ...found, [kind]: (found[kind] ?? 0) + 1 }), {})).toSorted((a, b) => b[1] - a[1]);

export const alertsPart = {
  id: 'alerts',
  ask: page => page.ask('alerts', { open: 'true', top: MOST }),
  show({ alerts, cursor }, { line }) {
    const oldest = alerts.map(alert => alert.occurredAt).sort()[0];
    const count = `${number(alerts.length)}${cursor ? '+' : ''}`;
    return {
      picture: alerts.length > 0 && barRows(kindsOf(alerts).map(([kind, n]) => ({
        name: t(`alert.${kind}`), value: n, told: t('alertsN', { n: number(n) }), tone: 's3',
      }))),
      sentence: alerts.length === 0 ? t('alertsNone') : t('alertsSaid', { n: count, ago: ago(oldest) }),
      links: alerts.length > 0 ? [{ text: t('alertsList'), href: `#/?product=${encodeURIComponent(line.id)}` }] : [],
    };
  },
};
