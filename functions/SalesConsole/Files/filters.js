// The list's filters: in the address, so that a view can be kept and sent on, and as the doors want them. They name
// products, stages and salespeople, never a lead.
import { carriedOf } from './carried.js';
import { field, h, select } from './dom.js';
import { number } from './format.js';
import { me } from './session.js';
import { attributeName, lang, now, t, words } from './words.js';

const NAMES = [
  'product', 'stage', 'class', 'minScore', 'minLikeness', 'campaign', 'owner', 'region', 'reacted', 'contact'];
export const MINE = 'me';
export const NOBODY = 'none';
const DAYS = ['1', '7', '30', '90'];
const LEVELS = ['60', '70', '80', '90'];

/** Those of the fields, those that are carried (carried.js), and the saved view that they come from. */
export const filtersOf = hash => {
  const params = Object.fromEntries(new URLSearchParams(hash.split('?')[1] ?? ''));
  const fields = NAMES.map(name => [name, params[name]]).filter(([, value]) => value);
  return { ...Object.fromEntries(fields), ...carriedOf(params), ...(params.view ? { view: params.view } : {}) };
};

export const hashOf = filters => {
  const names = [...NAMES, ...Object.keys(carriedOf(filters)), 'view'];
  const set = names.filter(name => filters[name]).map(name => [name, filters[name]]);
  return set.length ? `#/?${new URLSearchParams(set)}` : '#/';
};

const later = (one, other) => one && (!other || Date.parse(one) > Date.parse(other)) ? one : other;
const earlier = (one, other) => one && (!other || Date.parse(one) < Date.parse(other)) ? one : other;

/** The parameters of GET /api/leads. Where a field and what is carried ask for the same, both hold. */
export const queryOf = ({ product, stage, minScore, campaign, owner, region, reacted, contact, ...others }) => ({
  ...carriedOf(others),
  product, stage, minScore, minLikeness: others.minLikeness, campaign, class: others.class, lang: lang(),
  owner: owner === MINE ? me().owner : owner === NOBODY ? null : owner,
  claimed: owner === NOBODY ? 'no' : others.claimed,
  ...(region && words().region ? { [`attribute.${words().region}`]: region } : {}),
  reactedSince: later(others.reactedSince, reacted && new Date(now() - reacted * 86_400_000).toISOString()),
  contactBefore: earlier(others.contactBefore, contact && now().toISOString()),
});

/**
 * The form. onChange is called with the new filters: those of current() that have no field here stay; owners are those
 * who may be chosen.
 */
export const filterForm = (current, owners, onChange) => {
  const filters = current();
  const form = h('form', { class: 'filters', id: 'filters', 'aria-label': t('filters') });
  const read = () => Object.fromEntries(new FormData(form).entries()
    .map(([name, value]) => [name, value.trim()])
    .filter(([name, value]) => value && !(name === 'minScore' && value === '0')));
  const kept = owner => Object.fromEntries(Object.entries(current()).filter(([name]) =>
    !form.elements.namedItem(name) && !(name === 'claimed' && owner === NOBODY))); // the newer word on claims holds
  let timer;
  form.addEventListener('input', event => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const fields = read();
      onChange({ ...fields, ...kept(fields.owner) });
    }, event.target.matches('select, [type=checkbox]') ? 0 : 300);
  });
  form.addEventListener('submit', event => event.preventDefault());
  const one = (name, text, options) => field(text, select({ name }, [['', t('any')], ...options], filters[name]));
  form.append(...[
    words().products.length > 1
      && one('product', t('product'), words().products.map(line => [line.id, line.name])),
    one('stage', t('stage'), words().stages.map(stage => [stage.id, stage.name])),
    scoreField(filters.minScore),
    one('owner', t('owner'), ownersOf(owners)),
    words().region && regionField(filters.region),
    one('reacted', t('reacted'), DAYS.map(days => [days, t(`reacted.${days}`)])),
    one('campaign', t('campaign'), words().campaigns.map(campaign => [campaign.id, campaign.name])),
    one('class', t('class'), words().classes.map(one => [one.id, one.name])),
    one('minLikeness', t('likeness'), LEVELS.map(level => [level, t('likenessFrom', { level })])),
    h('p', { class: 'field check' }, h('label', null,
      h('input', { type: 'checkbox', name: 'contact', value: 'due', checked: !!filters.contact }), t('contactDue'))),
  ].filter(Boolean));
  return form;
};

const ownersOf = owners => [
  ...(me().owner ? [[MINE, t('mine')]] : []), [NOBODY, t('unclaimed')],
  ...owners.filter(owner => owner.id !== me().owner).map(owner => [owner.id, owner.name])];

const scoreField = value => {
  const shown = of => number(+of, of % 1 ? 1 : 0);
  const output = h('output', null, shown(value ?? 0));
  const input = h('input', { // a view may ask for a score between the steps: it must not be moved to one
    type: 'range', name: 'minScore', min: '0', max: `${Math.max(95, +(value ?? 0))}`,
    step: (value ?? 0) % 5 ? 'any' : '5', value: value ?? '0',
    oninput: () => { output.textContent = shown(input.value); },
  });
  const place = field(t('minScore'), input);
  output.htmlFor = input.id;
  place.append(output);
  return place;
};

const regionField = value => {
  const list = h('datalist', { id: 'regions' }, words().regions.map(region => h('option', { value: region })));
  const place = field(attributeName(words().region), h('input', {
    type: 'text', name: 'region', list: list.id, autocomplete: 'off', spellcheck: 'false', placeholder: t('any'), value,
  }));
  place.append(list);
  return place;
};
