// Reporting what came of it: an outcome with the fields it needs, or a call.
import { newTry, post } from './api.js';
import { openDialog } from './dialog.js';
import { h, field, newId } from './dom.js';
import { isoDay, morningOf } from './format.js';
import { nameOf } from './row.js';
import { me } from './session.js';
import { now, t, words } from './words.js';

/** Which fields an outcome asks for. */
const OUTCOMES = {
  reached: [], 'visit-booked': ['visit'], quote: [], won: ['amount', 'order'], lost: ['reason'], 'wrong-person': [],
  'not-now': ['until'],
};

const RESULTS = ['reached', 'no-answer', 'busy', 'message', 'declined'];

const choice = (name, title, values, prefix, onChange) => {
  const group = h('fieldset', { class: 'choices' }, h('legend', null, title), values.map((value, n) => {
    const input = h('input', {
      type: 'radio', name, value, id: newId(), required: true, onchange: () => onChange(value),
    });
    return [input, h('label', { for: input.id }, t(`${prefix}.${value}`))];
  }));
  return { group, value: () => group.querySelector(':checked')?.value };
};

const noteField = () => h('textarea', { rows: '2', maxlength: '500' });

const tomorrow = () => isoDay(new Date(+now() + 86_400_000));

const currencyOf = product => words().products.find(line => line.id === product)?.currency;

const unanswered = new Map();

/** A report keeps its name until the app has answered: sent again, it counts once. */
const send = async (path, body) => {
  const of = [me().name, path, body.product].join(' ');
  const id = unanswered.get(of) ?? newTry();
  unanswered.set(of, id);
  try {
    const answer = await post(path, { id, ...body });
    unanswered.delete(of);
    return answer;
  } catch (problem) {
    if (problem.status >= 400 && problem.status < 500) unanswered.delete(of);
    throw problem;
  }
};

/** A question names whom it is about. */
export const titleOf = (what, lead) => t('ofLead', { what, name: nameOf(lead) });

export const reportOutcome = async (lead, told) => {
  const amount = h('input', { type: 'number', min: '0.01', step: 'any', inputmode: 'decimal' });
  const order = h('input', { type: 'text', maxlength: '200', autocomplete: 'off', spellcheck: 'false' });
  const reason = h('input', { type: 'text', maxlength: '500' });
  const [until, visit] = [h('input', { type: 'date', min: tomorrow() }), h('input', { type: 'date', min: tomorrow() })];
  const note = noteField();
  const places = {
    amount: field(t('amount', { currency: currencyOf(lead.product) ?? '' }), amount),
    order: field(t('orderNumber'), order, t('orderNumberHint')),
    reason: field(t('lostWhy'), reason, t('lostWhyHint')),
    until: field(t('untilWhen'), until, t('untilHint')),
    visit: field(t('visitOn'), visit),
  };
  const show = outcome => {
    for (const [name, place] of Object.entries(places)) place.hidden = !OUTCOMES[outcome]?.includes(name);
    until.required = outcome === 'not-now';
    amount.required = outcome === 'won';
    reason.required = outcome === 'lost';
  };
  const { group, value } = choice('outcome', t('whatCameOfIt'), Object.keys(OUTCOMES), 'outcome', show);
  show(null);
  const has = name => OUTCOMES[value()].includes(name);
  const fields = [group, Object.values(places), field(t('note'), note)];
  const answer = await openDialog(titleOf(t('report'), lead), fields, t('send'),
    () => send(`leads/${lead.leadId}/outcome`, {
      // An order is known by its own number: the shop's system tells it under the same.
      ...(has('order') && order.value.trim() ? { id: order.value.trim() } : {}),
      outcome: value(), ...(lead.product ? { product: lead.product } : {}),
      ...(has('amount') && amount.value ? { amount: +amount.value, currency: currencyOf(lead.product) } : {}),
      ...(has('reason') && reason.value ? { reason: reason.value } : {}),
      ...(has('until') ? { until: morningOf(until.value) } : {}),
      ...(has('visit') && visit.value ? { until: morningOf(visit.value) } : {}),
      ...(note.value ? { note: note.value } : {}),
    }));
  return answer && told(answer);
};

export const logCall = async (lead, told) => {
  const minutes = h('input', { type: 'number', min: '0', max: '600', step: '1', inputmode: 'numeric' });
  const never = h('input', { type: 'checkbox' });
  const note = noteField();
  const place = h('p', { class: 'field check' }, h('label', null, never, t('doNotCall')));
  const length = field(t('minutes'), minutes);
  const show = result => {
    place.hidden = result !== 'declined' && result !== 'reached';
    length.hidden = result !== 'reached';
  };
  const { group, value } = choice('result', t('whatCameOfCall'), RESULTS, 'call', show);
  show(null);
  const fields = [group, length, place, field(t('note'), note)];
  const answer = await openDialog(titleOf(t('logCall'), lead), fields, t('send'),
    () => send(`leads/${lead.leadId}/calls`, {
      result: value(), ...(lead.product ? { product: lead.product } : {}),
      ...(value() === 'reached' && minutes.value ? { minutes: +minutes.value } : {}),
      ...(!place.hidden && never.checked ? { doNotCall: true } : {}),
      ...(note.value ? { note: note.value } : {}),
    }));
  return answer && told(answer);
};
