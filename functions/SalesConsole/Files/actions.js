// What sales does with a lead. The page shows what the app answered, and in place what it refused.
import { get, post, remove } from './api.js';
import { h, field, put, say } from './dom.js';
import { day, score } from './format.js';
import { openDialog } from './dialog.js';
import { logCall, reportOutcome, titleOf } from './report.js';
import { may, me, whyNot } from './session.js';
import { stageName, t } from './words.js';

/** note: the one of the act before, which stays when the lead is shown anew. */
export const actionBar = (lead, reload, note) => {
  note ??= h('p', { id: 'act-note', class: 'note act', hidden: true });
  const tell = (text, isWrong) => {
    note.hidden = false;
    note.classList.toggle('wrong', !!isWrong);
    put(note, text);
    say(text); // once: the note itself is no live region
  };
  const act = async (work, focus) => {
    try {
      const text = await work();
      if (text === null) return; // thought better of it
      await reload().finally(() => tell(text)); // the page first, so that the two agree
    } catch (problem) {
      if (problem.name === 'AbortError' || problem.status === 401) return;
      if (problem.status === 409) await reload().catch(() => null); // what was refused is the news
      tell(whyNot(problem), true);
    }
    document.querySelector(`[data-act=${focus}]`)?.focus();
  };
  return h('div', { class: 'acts' },
    held(lead), may('work') && h('div', { class: 'buttons' }, buttons(lead, act)), note);
};

const held = ({ claim, nextContactAt }) => h('p', { class: 'held' },
  claim ? t('heldBy', { name: claim.ownerName || claim.owner, until: day(claim.until) }) : t('heldByNobody'),
  nextContactAt && h('b', null, ' ', t('contactOn', { day: day(nextContactAt) })));

const isMine = claim => claim && claim.owner === me().owner;

const buttons = (lead, act) => {
  const button = (name, text, work, isMain) => h('button', {
    type: 'button', class: isMain ? 'main' : null, 'data-act': name, onclick: () => act(work, name),
  }, text);
  const mine = isMine(lead.claim);
  const isFree = !lead.claim || mine || may('admin'); // a lead of somebody else is theirs to report on
  return [
    me().owner && (mine || !lead.claim) && button('claim', t(mine ? 'prolong' : 'claim'), () => claim(lead), !mine),
    isFree && button('outcome', t('report'), () => reportOutcome(lead, told(lead)), mine),
    isFree && lead.mayCall && button('call', t('logCall'), () => logCall(lead, told(lead))),
    (mine || lead.claim && may('admin')) && button('transfer', t('transfer'), () => transfer(lead)),
    (mine || lead.claim && may('admin')) && button('release', t('release'), () => release(lead)),
  ];
};

const claim = async lead => {
  const answer = await post(`leads/${lead.leadId}/claim`, {});
  return t('claimed', { until: day(answer.until) });
};

const release = async lead => {
  await remove(`leads/${lead.leadId}/claim`);
  return t('released');
};

const transfer = async lead => {
  const { owners } = await get('owners');
  const others = owners.filter(owner => owner.id !== lead.claim.owner);
  const to = h('select', { required: true }, others.map(owner => h('option', { value: owner.id }, owner.name)));
  const note = h('textarea', { rows: '2', maxlength: '500' });
  const fields = [field(t('transferTo'), to), field(t('note'), note)];
  const answer = await openDialog(titleOf(t('transfer'), lead), fields, t('transfer'),
    () => post(`leads/${lead.leadId}/claim/transfer`, { to: to.value, ...(note.value ? { note: note.value } : {}) }));
  return answer && t('transferred', { name: others.find(owner => owner.id === answer.owner)?.name ?? answer.owner });
};

/** What the app made of a report, in a sentence. */
const told = lead => answer => [
  answer.counted === false ? t('reportedUncounted') : t('reported'),
  answer.score !== undefined && answer.score !== null
    && t('scoreNow', { before: score(lead.score), after: score(answer.score) }),
  answer.stage && answer.stage !== lead.stage && t('stageNow', { stage: stageName(answer.stage) }),
  answer.nextContactAt && `${t('contactOn', { day: day(answer.nextContactAt) })}${t('stop')}`,
  answer.warning && t(`warning.${answer.warningCode}`),
].filter(Boolean).join(' ');
