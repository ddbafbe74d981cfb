// What goes with becoming loyal: routes by how many times as often, and a draft to try one with a holdout.
import { post } from './api.js';
import { dotRows } from './chart-rows.js';
import { openDialog } from './dialog.js';
import { h, put, say } from './dom.js';
import { number, share } from './format.js';
import { figureText, interval, sentences } from './insight-part.js';
import { whyNot } from './session.js';
import { t } from './words.js';

const SHOWN = 8;

const times = value => t('times', { n: number(value, 1) });

const mark = value => t('times', { n: number(value, value % 1 ? 1 : 0) });

/** The draft in front of the page: nothing comes into force here. */
const tryIt = async (route, kind, product, wrong) => {
  put(wrong);
  try {
    const draft = await post(`insights/golden-route/${encodeURIComponent(route.routeId)}/draft`, { product, as: kind });
    const text = JSON.stringify(draft.draft, null, 2);
    const copy = async () => {
      await navigator.clipboard.writeText(text);
      say(t('copied'));
      return null;
    };
    await openDialog(t(`draft.${kind}`), [
      h('p', null, route.text), h('p', { class: 'quiet' }, sentences(
        t('draftHint', { door: draft.sendTo }), kind === 'scenario' && t('draftMail'))),
      h('pre', { class: 'draft', tabindex: '0', 'aria-label': t('draftText') }, text),
    ], t('copy'), copy, { closesOn: [], cancel: t('close') });
  } catch (problem) {
    if (problem.name !== 'AbortError' && problem.status !== 401) put(wrong, whyNot(problem));
  }
};

const buttons = (route, product) => {
  if (route.drafts.length === 0) return null;
  const wrong = h('span', { class: 'wrong', role: 'alert' });
  return h('span', { class: 'act' }, route.drafts.map(kind => h('button', {
    type: 'button', class: 'plain', 'aria-label': `${t(`draft.${kind}`)}: ${route.text}`,
    onclick: () => tryIt(route, kind, product, wrong),
  }, t(`draft.${kind}`))), wrong);
};

const rowOf = product => route => ({
  name: route.text, mark: route.golden ? 'golden' : null,
  hint: t(route.golden ? 'routeGolden' : 'routeNot', { n: number(route.all.customers) }),
  value: route.validation.lift.value, low: route.validation.lift.low, high: route.validation.lift.high,
  second: route.learning.lift.value,
  told: route.validation.lift.value === null ? '–' : times(route.validation.lift.value),
  below: interval(route.validation.lift, value => number(value, 1)),
  act: buttons(route, product),
});

export const routesPart = {
  id: 'routes', kind: 'wide',
  ask: page => page.ask('golden-route'),
  show({ report, product }) {
    const golden = report.routes.filter(route => route.golden);
    const shown = (golden.length > 0 ? golden : report.routes.slice(0, 5)).slice(0, SHOWN);
    const best = golden.toSorted((a, b) => b.validation.lift.value - a.validation.lift.value)[0];
    return {
      picture: shown.length > 0 && [
        dotRows(shown.map(rowOf(product)), { zero: 1, write: mark }),
        h('p', { class: 'quiet key' }, t('routesKey'))],
      sentence: sentences(
        report.rule,
        golden.length === 0 ? t('routesNone', { tested: number(report.tested) }) : t('routesSaid', {
          golden: number(golden.length), tested: number(report.tested), best: best.text,
          lift: times(best.validation.lift.value), base: share(report.loyal.value),
        })),
      table: {
        head: [t('route'), t('people'), t('cameShare'), t('learningHalf'), t('qValue'), t('validationHalf')],
        rows: report.routes.slice(0, 30).map(route => [
          route.text, number(route.all.customers), figureText(route.all.share, share),
          figureText(route.learning.lift, value => number(value, 1)), number(route.q, 3),
          figureText(route.validation.lift, value => number(value, 1))]),
      },
    };
  },
};
