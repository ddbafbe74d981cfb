// What things are called: the page's own texts in the reader's language, and the brand's names for its ids.
import { h } from './dom.js';
import { texts } from './texts.js';

export const LANGUAGES = ['ja', 'en'];

const kept = 'console:language';
let language = null;
let brand = null;
let clock = 0;

const remembered = () => {
  try {
    return localStorage.getItem(kept);
  } catch {
    return null; // a browser that keeps nothing
  }
};

export const lang = () => language ??= [remembered(), ...navigator.languages.map(one => one.slice(0, 2))]
  .find(one => LANGUAGES.includes(one)) ?? 'en';

export const speak = chosen => {
  language = chosen;
  try {
    localStorage.setItem(kept, chosen);
  } catch {} // then for this visit only
};

/** Changes to the other language; onChange shows the page in it. */
export const languageButton = onChange => {
  const next = LANGUAGES.find(one => one !== lang());
  return h('button', {
    type: 'button', class: 'plain', id: 'language', lang: next,
    onclick: async () => {
      speak(next);
      document.documentElement.lang = next;
      await onChange();
      document.getElementById('language')?.focus();
    },
  }, t('otherLanguage'));
};

/** A text of the page; {name} in it is replaced. */
export const t = (key, values) => {
  const said = texts[key]?.[LANGUAGES.indexOf(lang())];
  if (said === undefined) throw new Error(`No text is called ${key}.`);
  return said.replace(/\{(\w+)\}/g, (_, name) => values?.[name] ?? '');
};

/** The same of so many, where one is said otherwise. */
export const counted = (key, n, values) => t(n === 1 && has(`${key}.one`) ? `${key}.one` : key, values);

export const has = key => key in texts;


/** Takes the answer of GET /api/console/words, and sets the clock by it. */
export const learn = words => {
  brand = words;
  clock = Date.parse(words.now) - Date.now();
};

export const words = () => brand;

/** The app's present second. */
export const now = () => new Date(Date.now() + clock);

const nameIn = (list, id) => brand?.[list].find(one => one.id === id)?.name ?? id;
export const productName = id => nameIn('products', id);
export const stageName = id => nameIn('stages', id);
export const campaignName = id => nameIn('campaigns', id);
export const reactionName = id => nameIn('reactions', id);
export const purposeName = id => nameIn('purposes', id);
export const className = id => nameIn('classes', id);

/** A reason, or what became of a mail; what somebody else has said stays as it is. */
export const reasonText = code => nameIn('reasons', code);
export const attributeName = id => nameIn('attributes', id);
export const channelName = id => nameIn('channels', id);
export const scenarioName = id => nameIn('scenarios', id);
export const mailName = id => nameIn('mails', id);

/** The mail of a scenario's step; null where the scenario has changed since. */
export const stepName = (scenario, step) =>
  brand?.steps.find(one => one.id === `${scenario}/${step}`)?.name ?? null;

/** How far up a stage is: 'low', 'mid', 'high' or 'top', for its colour. */
export const stageLevel = id => {
  const all = brand?.stages ?? [];
  const at = all.findIndex(stage => stage.id === id);
  if (at < 0) return 'low';
  const up = at / Math.max(1, all.length - 1);
  return up === 1 ? 'top' : up >= 0.6 ? 'high' : up > 0 ? 'mid' : 'low';
};
