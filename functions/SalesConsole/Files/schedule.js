// When a view is delivered: the schedules that people choose from, and the five fields of cron they are kept as.
import { weekday } from './format.js';
import { t } from './words.js';

const DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];

export const OTHER = 'cron';

/** What may be chosen, each with what it is called. */
export const schedules = () => [
  ...['weekdays', 'daily'].map(id => [id, t(`often.${id}`)]),
  ...DAYS.map((id, n) => [id, t('often.weekly', { day: weekday(n) })]),
  ...['monthly', OTHER].map(id => [id, t(`often.${id}`)]),
];

const oftenOf = (date, month, day) => {
  if (month !== '*' || date !== '*' && date !== '1') return OTHER;
  if (date === '1') return day === '*' ? 'monthly' : OTHER;
  if (day === '*') return 'daily';
  if (['MON-FRI', '1-5'].includes(day)) return 'weekdays';
  return DAYS.includes(day) ? day : /^[0-6]$/.test(day) ? DAYS[(+day + 6) % 7] : OTHER;
};

/** Pure: { often, time } of the five fields; often is OTHER for what nobody can choose by name. */
export const scheduleOf = at => {
  const [minute, hour, ...days] = at.trim().toUpperCase().split(/\s+/);
  const isTime = /^\d{1,2}$/.test(minute) && /^\d{1,2}$/.test(hour) && days.length === 3;
  return isTime
    ? { often: oftenOf(...days), time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` }
    : { often: OTHER, time: '08:00' };
};

/** Pure: the other way round. */
export const cronOf = (often, time) => {
  const [hour, minute] = time.split(':').map(Number);
  const days = { weekdays: '* * MON-FRI', daily: '* * *', monthly: '1 * *' }[often] ?? `* * ${often}`;
  return `${minute} ${hour} ${days}`;
};

export const scheduleText = at => {
  const { often, time } = scheduleOf(at);
  return often === OTHER
    ? t('scheduleCron', { at })
    : t('scheduleAt', { often: schedules().find(([id]) => id === often)[1], time });
};
