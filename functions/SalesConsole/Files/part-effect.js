// What mails do: who was to get them less who was held out, scenario by scenario.
import { dotRows } from './chart-rows.js';
import { h } from './dom.js';
import { number, percentPoints, share } from './format.js';
import { figureText, interval, sentences } from './insight-part.js';
import { scenarioName, t } from './words.js';

const pp = value => t('pp', { n: percentPoints(value) });

const isKnown = one => one.all.difference.value !== null;
/** Where the arms are not as they were drawn, nothing is told. */
const isSound = one => isKnown(one) && !one.sampleRatio.alarm;
/** Of many scenarios some differ by chance: the door corrects for all of them. All together are one question. */
const seems = one => isSound(one) && (one.all.difference.low > 0 || one.all.difference.high < 0);
const differs = one => one.scenario === null ? seems(one) : isSound(one) && one.differs;
const gains = one => differs(one) && one.all.difference.value > 0;
const loses = one => differs(one) && one.all.difference.value < 0;

const chance = value => value === null ? '–' : number(value, 3);

const nameOf = one => one.scenario ? scenarioName(one.scenario) : t('allScenarios');

const rowOf = one => ({
  name: nameOf(one),
  hint: one.sampleRatio.alarm ? one.sampleRatio.note
    : t('arms', { treated: number(one.all.treated.n), held: number(one.all.heldOut.n) }),
  mark: one.sampleRatio.alarm ? 'alarm' : gains(one) ? 'golden' : loses(one) ? 'loss' : null,
  ...(isSound(one) ? {
    ...one.all.difference, told: pp(one.all.difference.value), below: interval(one.all.difference, percentPoints),
  } : { value: null, told: '–' }),
});

const saidOf = ({ global, scenarios, days }) => {
  const named = (key, found) => found.length > 0 && t(key, { names: found.map(nameOf).join(t('comma')) });
  const all = isSound(global) ? t('effectGlobal', {
    days: number(days), difference: figureText(global.all.difference, pp),
  }) : global.sampleRatio.alarm ? global.sampleRatio.note
    : scenarios.some(isKnown) ? t('effectNoGlobal') : global.all.difference.note ?? t('notKnownYet');
  return sentences(
    all, named('effectGain', scenarios.filter(gains)), named('effectLoss', scenarios.filter(loses)),
    scenarios.some(isSound) && !scenarios.some(differs) && t(scenarios.some(seems) ? 'effectChance' : 'effectNone'));
};

/** What is missing to know more, for each scenario. */
const needs = scenarios => h('ul', { class: 'told' }, scenarios.map(one => h('li', null,
  h('b', null, nameOf(one)), ' ', isSound(one) ? one.power.text : one.all.difference.note ?? one.power.text)));

export const effectPart = {
  id: 'effect', kind: 'wide',
  ask: page => page.ask('uplift'),
  show(answer) {
    const all = [...(isKnown(answer.global) ? [answer.global] : []), ...answer.scenarios];
    const shown = all.filter(one => isKnown(one) || one.sampleRatio.alarm);
    return {
      picture: shown.length > 0 && dotRows(shown.map(rowOf), { zero: 0, write: percentPoints, unit: t('unitPoints') }),
      sentence: saidOf(answer),
      more: answer.scenarios.length > 0
        && h('details', null, h('summary', null, t('effectNeeds')), needs(answer.scenarios)),
      table: {
        head: [t('scenario'), t('treated'), t('heldOut'), t('difference'), t('pValue'), t('qValue'), t('notYet')],
        rows: all.map(one => [
          nameOf(one), figureText(one.all.treated, share), figureText(one.all.heldOut, share),
          figureText(one.all.difference, pp), chance(one.pValue), chance(one.qValue), number(one.notYet)]),
      },
    };
  },
};
