// Sharing leads out among sales: first who would get how many, and only then, if that is right, it is done.
import { post } from './api.js';
import { openDialog } from './dialog.js';
import { field, h, select } from './dom.js';
import { number } from './format.js';
import { counted, t, words } from './words.js';

const MOST = '200'; // at once

const count = (value, max) => h('input', {
  type: 'number', min: max === MOST ? '1' : '0', max, step: '1', required: true, inputmode: 'numeric', value,
});

/** Answers what was done, in a sentence; null when it was taken back. filters are those of the list. */
export const shareOut = async filters => {
  const lines = words().products.map(line => [line.id, line.name]);
  const product = select({}, lines, filters.product ?? lines[0][0]);
  const stage = select({}, [['', t('any')], ...words().stages.map(one => [one.id, one.name])], filters.stage);
  const [least, most] = [count(filters.minScore ?? '0', '100'), count('20', MOST)];
  const ask = () => ({
    product: product.value, most: +most.value, minScore: +least.value, ...(stage.value ? { stage: stage.value } : {}),
  });
  const plan = await openDialog(t('shareOut'), [
    h('p', { class: 'quiet' }, t('shareHint')), lines.length > 1 && field(t('product'), product),
    field(t('stage'), stage), field(t('minScore'), least), field(t('shareMost'), most),
  ], t('shareTry'), () => post('leads/assign', { ...ask(), dryRun: true }));
  if (!plan) return null;
  if (plan.assigned.length === 0) return t('shareNone');
  const done = await openDialog(
    t('sharePlan'), planOf(plan), t('shareDo'), () => post('leads/assign', ask()));
  return done && counted('shared', done.assigned.length, { n: number(done.assigned.length) });
};

const planOf = ({ assigned, left, owners }) => {
  const gets = Map.groupBy(assigned, one => one.owner);
  return [
    h('dl', { class: 'facts' }, owners.filter(owner => gets.has(owner.id)).map(owner => {
      const n = gets.get(owner.id).length;
      return [h('dt', null, owner.name), h('dd', null, t('shareLine', {
        n: number(n), before: number(owner.held), after: number(owner.held + n), most: number(owner.most),
      }))];
    })),
    left > 0 && h('p', { class: 'note' }, counted('shareLeft', left, { n: number(left) })),
  ];
};
