// Beside the story: what the person told, what they permit, which mails went and come, who else they are.
import { h } from './dom.js';
import { day, dayAndTime, languageName, listed } from './format.js';
import {
  attributeName, campaignName, mailName, purposeName, reasonText, scenarioName, stepName, t,
} from './words.js';

const card = (id, title, ...children) => h('section', { class: 'card', 'aria-labelledby': id },
  h('h2', { id }, title), children);

const facts = rows => h('dl', { class: 'facts' },
  rows.filter(Boolean).map(([name, value]) => [h('dt', null, name), h('dd', null, value)]));

/** Why a mail that counts from this answer is not planned. */
const notRead = (lead, name) => [...new Set(lead.datesNotRead.filter(one => one.attribute === name)
  .map(one => one.text))].map(text => h('small', { class: 'wrong' }, text));

export const attributesCard = lead => card('attributes-title', t('attributes'), facts([
  ...Object.entries(lead.attributes).filter(([, told]) => told?.value)
    .map(([name, { value }]) => [attributeName(name), [value, ...notRead(lead, name)]]),
  ...(lead.masked ?? []).map(name => [attributeName(name), h('span', { class: 'quiet' }, t('masked'))]),
  lead.campaigns.length > 0
    && [t('campaigns'), h('ul', null, lead.campaigns.map(id => h('li', null, campaignName(id))))],
  lead.referralCode && [t('referralCode'), lead.referralCode],
  [t('language'), languageName(lead.locale)],
  [t('createdAt'), day(lead.createdAt)],
]));

const yes = text => h('span', { class: 'yes' }, h('span', { 'aria-hidden': 'true' }, '✓ '), text);
const no = (text, why) => h('span', { class: 'no' }, h('span', { 'aria-hidden': 'true' }, '– '), text,
  why && h('small', { class: 'quiet' }, reasonText(why)));

export const consentsCard = ({ consents }) => card('consents-title', t('consents'), facts([
  [t('calls'), consents.mayCall ? yes(t('allowed')) : no(t('notAllowed'), consents.reasonAgainstCall)],
  consents.purposes.length === 0
    && [t('mails'), consents.mayMail ? yes(t('allowed')) : no(t('notAllowed'), consents.reason)],
  ...consents.purposes.map(({ purpose, mayMail, reason: why, since }) => [purposeName(purpose), mayMail
    ? [yes(t('allowed')), since && h('small', { class: 'quiet' }, t('since', { day: day(since) }))]
    : no(t('notAllowed'), why)]),
]));

const sendLine = send => h('li', null,
  h('span', null, send.subject || mailName(send.template)),
  h('small', { class: 'quiet' }, dayAndTime(send.sentAt ?? send.decidedAt)),
  h('small', { 'data-status': send.status },
    reasonText(send.status === 'claimed' ? 'unknown' : send.status),
    send.reason && t('inBrackets', { text: reasonText(send.reason) }),
    send.clicks?.human > 0 ? ` · ${t('clicked')}` : send.opens?.human > 0 ? ` · ${t('opened')}` : ''));

const nextLine = ({ scenario, step, sends, sendsAt, dueAt, reasonText: why }) => h('p', { class: 'next' },
  h('b', null, t('nextMail')), ' ', sends ? dayAndTime(sendsAt) : t('notSent', { day: dayAndTime(dueAt) }),
  h('small', { class: 'quiet' },
    stepName(scenario, step) ?? `${scenarioName(scenario)} / ${step}`, why && ` – ${why}`));

export const mailsCard = lead => card('mails-title', t('mails'),
  lead.nextStep ? nextLine(lead.nextStep) : h('p', { class: 'quiet' }, t('noNextMail')),
  lead.sends.length > 0
    ? h('ul', { class: 'mails' }, lead.sends.toReversed().slice(0, 20).map(sendLine))
    : h('p', { class: 'quiet' }, t('noMails')));

/** Who was merged into this lead; the scores in other product lines stand at the top. */
export const mergedCard = lead => {
  const merged = Object.values(lead.merged ?? {});
  return merged.length > 0 && card('merged-title', t('merged'), h('p', null,
    listed(merged.map(one => one.name ? t('nameAndMail', { name: one.name, mail: one.email }) : one.email))));
};
