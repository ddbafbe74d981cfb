// From a stranger to a loyal customer: how many come to each step, and how long that takes.
import { barRows } from './chart-rows.js';
import { number, share } from './format.js';
import { asFile } from './insight-lead.js';
import { figureText, interval, listLink, peopleN } from './insight-part.js';
import { t, words } from './words.js';

const timeOf = days => !days || days.median === null ? null
  : t(['halfAtOnce', 'halfWithinOne'][days.median] ?? 'halfWithin', { days: number(days.median) });

const rowOf = (step, n) => ({
  name: step.label, value: step.count, tone: `s${Math.min(5, n + 1)}`, told: peopleN(step.count),
  hint: n === 0 ? null : [t('openN', { n: number(step.open) }), timeOf(step.days)].filter(Boolean).join(t('comma')),
  below: n === 0 || step.ofFirst.value === null ? null
    : `${share(step.ofFirst.value)} ${interval(step.ofFirst, share)}`,
});


const tableOf = ({ lines }, campaigns) => ({
  head: [t('campaign'), ...lines[0].steps.map(step => step.label)],
  rows: [...lines, ...campaigns].map(one => [
    one.label, ...one.steps.map((step, n) =>
      n === 0 ? number(step.count) : [number(step.count), ' ', figureText(step.ofFirst, share)])]),
});

export const funnelPart = {
  id: 'funnel', kind: 'wide',
  ask: async page => {
    const [all, campaigns] = await Promise.all([page.ask('funnel'), page.ask('funnel', { by: 'campaign' })]);
    return { ...all, campaigns: campaigns.lines };
  },
  show(answer, page) {
    const { line } = page;
    const [all] = answer.lines;
    if (!all || all.leads === 0) return { sentence: t('noLeads') };
    const bought = all.steps.find(step => step.step === 'first-order') ?? all.steps.at(-1);
    return {
      picture: barRows(all.steps.map(rowOf)),
      sentence: t('funnelSaid', {
        n: number(all.leads), bought: number(bought.count), share: figureText(bought.ofFirst, share),
        open: number(all.leads - bought.count),
      }),
      links: words().stages.map(stage => listLink(t('listNow', { name: stage.name }), line.id, { stage: stage.id })),
      more: asFile('funnel', page, { by: 'campaign' }),
      table: tableOf(answer, answer.campaigns),
    };
  },
};
