// A lead's page: who it is, why it is here, what happened, what may be done.
import { get } from './api.js';
import { actionBar } from './actions.js';
import { bigCurve } from './curve.js';
import { h, put } from './dom.js';
import { cooling, day, isoDay, percent, score } from './format.js';
import { lastList } from './list.js';
import { bar, likeness, nameOf, phoneLink, stageChip } from './row.js';
import { brandName, whyNot } from './session.js';
import { attributesCard, consentsCard, mailsCard, mergedCard } from './side.js';
import { timelineCard } from './timeline.js';
import { whyCard } from './why.js';
import { className, lang, now, productName, t, words } from './words.js';

const read = (leadId, product, signal) =>
  get(`leads/${encodeURIComponent(leadId)}`, { lang: lang(), product }, { signal });

/** Shows the lead, and again after each act: what stands there is what the app has said last. */
export async function showLead(main, leadId, params, signal) {
  const product = params.get('product');
  try {
    const lead = await read(leadId, product, signal);
    if (signal.aborted) return;
    draw(main, lead, () => again(main, lead.leadId, lead.product, signal));
  } catch (problem) {
    if (problem.name === 'AbortError' || problem.status === 401) return;
    showGone(main, problem);
  }
}

/** The new state in the same place: scroll, and the note of the act that led here, stay. */
async function again(main, leadId, product, signal) {
  const lead = await read(leadId, product, signal);
  if (signal.aborted) return;
  const note = document.getElementById('act-note');
  draw(main, lead, () => again(main, leadId, product, signal), note);
}

function draw(main, lead, reload, note) {
  document.title = `${nameOf(lead)} – ${brandName()}`;
  const shown = lead.products.find(one => one.product === lead.product);
  put(main,
    back(),
    head(lead, shown, reload, note),
    h('div', { class: 'columns' },
      h('div', null, shown && [whyCard(shown), curveCard(shown)], timelineCard(lead)),
      h('aside', { 'aria-label': t('aside') },
        attributesCard(lead), consentsCard(lead), mailsCard(lead), mergedCard(lead))));
}

const back = () => h('p', { class: 'back' }, h('a', { href: lastList(), 'data-key': 'back' }, `← ${t('backToList')}`));

const lines = (lead, shown) => lead.products.length > 1 && h('nav', { class: 'lines', 'aria-label': t('product') },
  lead.products.toSorted((a, b) => b.score - a.score).map(line => h('a', {
    href: `#/leads/${lead.leadId}?product=${encodeURIComponent(line.product)}`,
    'aria-current': line === shown ? 'page' : null,
  }, productName(line.product), ' ', h('b', null, score(line.score)))));

const head = (lead, shown, reload, note) => h('section', { class: 'card head', 'aria-labelledby': 'lead-name' },
  h('div', { class: 'person' },
    h('h1', { id: 'lead-name', tabindex: '-1' }, nameOf(lead)),
    h('p', { class: 'reach' },
      h('span', null, lead.email),
      phoneLink(lead) ?? h('span', { class: 'quiet' }, lead.mayCall ? t('noPhone') : t('noCalls'))),
    standing(lead), lines(lead, shown)),
  shown && h('div', { class: 'big' },
    h('p', { class: 'figure' }, h('b', null, score(shown.score)), h('span', { class: 'quiet' }, t('ofHundred'))),
    bar(shown.score, shown.stage),
    h('p', { class: 'chips' }, stageChip(shown.stage),
      shown.stageSince && h('small', { class: 'quiet' }, t('since', { day: day(shown.stageSince) }))),
    h('p', null, shown.class && h('span', { class: 'chip', 'data-level': 'low' }, className(shown.class)), ' ',
      shown.coolsOn && h('small', { class: 'quiet' }, cooling(shown.coolsOn))),
    chances(shown), likeness(shown)),
  actionBar(lead, reload, note));

const standing = lead => [
  lead.useStoppedAt && h('p', { class: 'note' }, t('useStopped', { day: day(lead.useStoppedAt) })),
  !lead.known && h('p', { class: 'note' }, t('notKnown'))];

const chances = shown => {
  const near = shown.probability && Object.entries({ 30: 'in30', 90: 'in90', 180: 'in180', 365: 'in365' })
    .map(([days, name]) => [days, shown.probability[name]]).find(([, value]) => value !== null && value !== undefined);
  return near && h('p', { class: 'quiet' }, t('chance', { days: near[0], percent: percent(near[1]) }));
};

const curveCard = shown => {
  const line = words().products.find(one => one.id === shown.product);
  return line && h('section', { class: 'card', 'aria-labelledby': 'curve-title' },
    h('h2', { id: 'curve-title' }, t('curveTitle')),
    bigCurve(shown.explanation, line, isoDay(now())),
    h('p', { class: 'quiet' }, t('curveNote')));
};

const showGone = (main, problem) => put(main, back(), h('section', { class: 'card', role: 'alert' },
  h('h1', { tabindex: '-1' }, problem.status === 404 ? t('leadGone') : t('notNow')),
  h('p', null, problem.status === 404 ? t('leadGoneAdvice') : whyNot(problem)),
  problem.status === 404 ? null
    : h('button', { type: 'button', class: 'main', onclick: () => location.reload() }, t('again'))));
