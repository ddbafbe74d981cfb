// Numbers, days and times as people of the reader's language write them, on the brand's calendar.
import { lang, now, t, words } from './words.js';

const DAY = 86_400_000;
const zone = () => words()?.timeZone ?? 'UTC';

const made = new Map();
const formatter = (kind, options) => {
  const key = JSON.stringify([lang(), zone(), kind.name, options]);
  if (!made.has(key)) made.set(key, new kind(lang(), options));
  return made.get(key);
};

export const number = (value, digits = 0) => formatter(
  Intl.NumberFormat, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

/** Rounded down, so that nobody reads a score that has not been reached. */
export const score = value => number(Math.floor(value + 1e-9));

/** With a sign: what is added and what is taken away. */
export const points = value => formatter(
  Intl.NumberFormat, { maximumFractionDigits: 1, minimumFractionDigits: 1, signDisplay: 'exceptZero' }).format(value);

export const percent = value => formatter(
  Intl.NumberFormat, { style: 'percent', maximumFractionDigits: value < 0.1 ? 1 : 0 }).format(value);

export const day = instant => formatter(
  Intl.DateTimeFormat, { timeZone: zone(), year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' })
  .format(new Date(instant));

/** Without the weekday, and without the year where everybody knows it; it stands on one line. */
export const shortDay = instant => formatter(Intl.DateTimeFormat, {
  timeZone: zone(), month: 'short', day: 'numeric',
  ...(Math.abs(daysTo(isoDay(instant))) < 300 ? {} : { year: 'numeric' }),
}).format(new Date(instant)).replaceAll(' ', '\u00A0');

/** For the axis of a picture, whose days are a year's. */
export const tick = instant => formatter(
  Intl.DateTimeFormat, { timeZone: zone(), month: 'short', day: 'numeric' }).format(new Date(instant));

export const time = instant => formatter(
  Intl.DateTimeFormat, { timeZone: zone(), hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  .format(new Date(instant));

export const dayAndTime = instant => `${day(instant)} ${time(instant)}`;

/** 2026-11-24: the brand's calendar day of an instant. */
export const dateOf = instant => formatter(
  Intl.DateTimeFormat, { timeZone: zone(), year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'iso8601' })
  .formatToParts(new Date(instant)).reduce((found, part) => ({ ...found, [part.type]: part.value }), {});

export const isoDay = instant => {
  const { year, month, day: of } = dateOf(instant);
  return `${year}-${month}-${of}`;
};

/** A sentence of the app, with its days written as all others here. */
export const dated = text => text.replace(/(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])/g, found =>
  Number.isNaN(Date.parse(found)) ? found : shortDay(noonOf(found)));

/** Monday is 0. */
export const weekday = n => formatter(Intl.DateTimeFormat, { timeZone: 'UTC', weekday: 'long' })
  .format(Date.UTC(2024, 0, 1 + n));

/** What the brand's clocks are called: Japan Time. */
export const zoneName = () => formatter(Intl.DateTimeFormat, { timeZone: zone(), timeZoneName: 'longGeneric' })
  .formatToParts(now()).find(part => part.type === 'timeZoneName').value;

/** What a language is called: ja is 日本語 or Japanese. */
export const languageName = id => formatter(Intl.DisplayNames, { type: 'language' }).of(id);

export const listed = parts => formatter(Intl.ListFormat).format(parts);

/** A calendar day as an instant that lies in it in every zone between -12 and +11 hours. */
export const noonOf = date => new Date(`${date}T12:00:00Z`);

/** Nine in the morning of a day like 2026-12-01 on the brand's calendar, as an instant. */
export const morningOf = date => {
  const wanted = Date.parse(`${date}T09:00:00Z`);
  const shown = Object.fromEntries(formatter(Intl.DateTimeFormat, {
    timeZone: zone(), hourCycle: 'h23', calendar: 'iso8601', numberingSystem: 'latn',
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  }).formatToParts(new Date(wanted)).map(({ type, value }) => [type, value]));
  const { year, month, day: of, hour, minute } = shown;
  return new Date(2 * wanted - Date.parse(`${year}-${month}-${of}T${hour}:${minute}:00Z`)).toISOString();
};

/** Whole calendar days from today to a date like 2026-12-01; negative in the past. */
export const daysTo = date => Math.round((Date.parse(date) - Date.parse(isoDay(now()))) / DAY);

export const ago = instant => {
  const days = daysTo(isoDay(instant));
  return formatter(Intl.RelativeTimeFormat, { numeric: 'auto' }).format(
    ...(Math.abs(days) < 60 ? [days, 'day'] : [Math.round(days / 30.44), 'month']));
};

/** "cools in 12 days" */
export const cooling = date => {
  const days = daysTo(date);
  return days <= 0 ? t('coolsToday') : days === 1 ? t('coolsTomorrow') : t('coolsIn', { n: number(days) });
};

/** "until 8 Dec" */
export const until = instant => t('until', { day: shortDay(instant) });

/** Of the product line's currency; yen have no decimals, and neither has what is read at a glance. */
export const money = (value, currency) => formatter(Intl.NumberFormat, {
  style: 'currency', currency, currencyDisplay: 'narrowSymbol', maximumFractionDigits: 0, minimumFractionDigits: 0,
}).format(value);

/** For the axis of a picture: 120万, 1.2M. */
export const short = value => formatter(
  Intl.NumberFormat, { notation: 'compact', maximumFractionDigits: 1 }).format(value);

/** The same of money: ￥120万, ¥1.2M. */
export const shortMoney = (value, currency) => formatter(Intl.NumberFormat, {
  style: 'currency', currency, currencyDisplay: 'narrowSymbol', notation: 'compact', maximumFractionDigits: 1,
  minimumFractionDigits: 0,
}).format(value);

/** Of 2026-11: November 2026; in a picture Nov '26. */
export const month = id => formatter(Intl.DateTimeFormat, { timeZone: 'UTC', year: 'numeric', month: 'short' })
  .format(Date.parse(`${id}-15T12:00:00Z`));

export const shortMonth = id => formatter(Intl.DateTimeFormat, {
  timeZone: 'UTC', month: 'short', ...(id.endsWith('-01') ? { year: 'numeric' } : {}),
}).format(Date.parse(`${id}-15T12:00:00Z`));

/** A share; where it is small, with what is under one in a hundred. */
export const share = value => formatter(Intl.NumberFormat, {
  style: 'percent', maximumFractionDigits: Math.abs(value) < 0.1 ? 1 : 0,
}).format(value);

/** A share with its tenths of one in a hundred, as it moves little from month to month. */
export const oneIn = value => formatter(
  Intl.NumberFormat, { style: 'percent', maximumFractionDigits: 1 }).format(value);

/** A difference of two shares, in points of a hundred, with its sign. */
export const percentPoints = value => formatter(Intl.NumberFormat, {
  maximumFractionDigits: Math.abs(value) < 0.1 ? 2 : 1, signDisplay: 'exceptZero',
}).format(100 * value);
