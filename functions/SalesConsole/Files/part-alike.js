// Leads who are like people who became loyal, in what they did early: whom to look at next.
import { barRows } from './chart-rows.js';
import { number } from './format.js';
import { leadLink, listAsFile } from './insight-lead.js';
import { figureText, sentences } from './insight-part.js';
import { className, stageName, t } from './words.js';

const SHOWN = 8;

const standing = lead => [lead.stage && stageName(lead.stage), lead.class && className(lead.class)]
  .filter(Boolean).join(t('comma'));

const rowOf = product => lead => ({
  name: leadLink(lead, product), hint: lead.why.join(t('comma')), value: lead.likeness, tone: 's4',
  told: t('alikeN', { n: number(lead.likeness) }), below: standing(lead),
});

export const alikePart = {
  id: 'alike', kind: 'wide',
  ask: page => page.ask('lookalikes', { top: SHOWN }),
  show({ report, leads, product }, page) {
    if (leads.length === 0) return { sentence: null };
    return {
      picture: barRows(leads.map(rowOf(product)), { most: 100 }),
      sentence: sentences(
        t('alikeSaid', {
          loyal: number(report.loyal), people: number(report.people), n: number(report.candidates) }),
        t('alikeAuc', { auc: figureText(report.auc, value => number(value, 2)) })),
      more: listAsFile('lookalikes', page),
    };
  },
};
