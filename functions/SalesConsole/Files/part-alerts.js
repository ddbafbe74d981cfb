// What waits for somebody in sales at this moment, by kind; who it is stands in the list of leads.
import { barRows } from './chart-rows.js';
import { ago, number } from './format.js';
import { t } from './words.js';

const AT_ONCE = 100; // the door gives no more
const MOST = 1000;

/** All that are open; a cursor where there are more than we ask for. */
const ask = async page => {
  const alerts = [];
  let cursor = null;
  do {
    const more = await page.ask('alerts', { open: 'true', top: AT_ONCE, ...(cursor ? { cursor } : {}) });
    alerts.push(...more.alerts);
    ({ cursor } = more);
  } while (cursor && alerts.length < MOST);
  return { alerts, cursor };
};

const kindsOf = alerts => Object.entries(alerts.reduce((found, { kind }) => ({
  ...found, [kind]: (found[kind] ?? 0) + 1 }), {})).toSorted((a, b) => b[1] - a[1]);

export const alertsPart = {
  id: 'alerts', ask,
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
