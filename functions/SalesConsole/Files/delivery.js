// To whom a saved view goes by itself, and when. Only admins plan that; everybody sees it.
import { call } from './api.js';
import { openDialog } from './dialog.js';
import { fault, field, h, select } from './dom.js';
import { dayAndTime, languageName, listed, number, zoneName } from './format.js';
import { OTHER, cronOf, scheduleOf, scheduleText, schedules } from './schedule.js';
import { LANGUAGES, lang, reasonText, t } from './words.js';

const [MAIL, HOOK] = ['mail', 'webhook'];

const receiver = to => {
  const [kind, rest] = [to.slice(0, to.indexOf(':')), to.slice(to.indexOf(':') + 1)];
  return { kind, rest };
};

/** Of a webhook only the host: what follows it may be a secret. */
const toText = to => {
  const { kind, rest } = receiver(to);
  return kind === MAIL ? listed(rest.split(',')) : URL.canParse(rest) ? new URL(rest).host : rest;
};

const lastText = ({ at, status, leads, reason }) => [
  t(`delivery.${status}`, { time: dayAndTime(at), n: number(leads) }),
  reason && t('inBrackets', { text: reasonText(reason) }),
].filter(Boolean).join('');

/** When, to whom and how it went last; null where nothing is delivered. */
export const deliveryText = ({ delivery, lastDelivery }) => delivery && h('p', { class: 'delivery' },
  t('deliveryTo', {
    when: scheduleText(delivery.at), to: toText(delivery.to), format: delivery.format.toUpperCase(),
  }),
  h('small', { class: !lastDelivery || ['delivered', 'sending'].includes(lastDelivery.status) ? 'quiet' : 'wrong' },
    lastDelivery ? lastText(lastDelivery) : t('deliveryNone')));

/** The sentences of the app are English. */
const sayIn = kind => (name, message) => lang() === 'en' ? message
  : t(name === 'delivery.at' ? 'wrongAt' : kind() === MAIL ? 'wrongMail' : 'wrongHook');

const formOf = plan => {
  const { often, time } = scheduleOf(plan?.at ?? '0 8 * * MON-FRI');
  const { kind, rest } = receiver(plan?.to ?? 'mail:');
  return {
    often: select({}, schedules(), often),
    time: h('input', { type: 'time', required: true, value: time }),
    cron: h('input', { type: 'text', maxlength: '100', spellcheck: 'false', value: plan?.at ?? '' }),
    kind: select({}, [[MAIL, t('toMail')], [HOOK, t('toHook')]], kind),
    mail: h('input', { type: 'text', inputmode: 'email', spellcheck: 'false', value: kind === MAIL ? rest : '' }),
    hook: h('input', { type: 'url', spellcheck: 'false', value: kind === HOOK ? rest : '' }),
    format: select({}, [['csv', 'CSV'], ['json', 'JSON']], plan?.format ?? 'csv'),
    lang: select({}, LANGUAGES.map(id => [id, languageName(id)]), plan?.lang ?? lang()),
  };
};

/** Fields that belong together are shown and wanted together. */
const placesOf = of => {
  const places = {
    often: field(t('often'), of.often), time: field(t('timeOfDay'), of.time, t('deliveryZone', { zone: zoneName() })),
    cron: field(t('cron'), of.cron, t('cronHint', { zone: zoneName() })), kind: field(t('deliverBy'), of.kind),
    mail: field(t('mailAddresses'), of.mail, t('mailAddressesHint')),
    hook: field(t('hookAddress'), of.hook, t('hookHint')),
    format: field(t('fileFormat'), of.format), lang: field(t('deliveryLanguage'), of.lang),
  };
  const show = () => {
    const [isCron, isMail] = [of.often.value === OTHER, of.kind.value === MAIL];
    for (const [name, isShown] of Object.entries({ time: !isCron, cron: isCron, mail: isMail, hook: !isMail })) {
      places[name].hidden = !isShown;
      of[name].required = isShown;
      fault(places[name], null);
    }
  };
  of.often.addEventListener('change', show);
  of.kind.addEventListener('change', show);
  show();
  return places;
};

/** Answers the view as it is then; null when it was taken back. */
export const planDelivery = view => {
  const of = formOf(view.delivery);
  const places = placesOf(of);
  const plan = () => ({
    at: of.often.value === OTHER ? of.cron.value.trim() : cronOf(of.often.value, of.time.value),
    to: of.kind.value === MAIL ? `mail:${of.mail.value.trim()}` : `webhook:${of.hook.value.trim()}`,
    format: of.format.value, lang: of.lang.value,
  });
  const save = button => call('PUT', `views/${view.id}`, {
    match: view.version,
    body: { name: view.name, filters: view.filters, delivery: button === 'end' ? null : plan() },
  });
  return openDialog(t('deliveryOf', { name: view.name }), [
    deliveryText(view), h('div', { class: 'pairs' }, Object.values(places)),
    h('p', { class: 'note' }, t('deliveryLeaves')),
  ], t('send'), save, {
    closesOn: [401], others: view.delivery ? { end: t('deliveryEnd') } : {},
    say: sayIn(() => of.kind.value),
    fields: {
      get 'delivery.at'() { return of.often.value === OTHER ? places.cron : places.time; },
      get 'delivery.to'() { return of.kind.value === MAIL ? places.mail : places.hook; },
    },
  });
};
