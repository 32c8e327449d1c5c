import type { Meeting } from '../api/types';

/** When each item begins: the meeting's start and the minutes planned before it. */
export function startsOf(meeting: Pick<Meeting, 'start' | 'agenda'>) {
  let at = Date.parse(meeting.start);
  return [...meeting.agenda]
    .sort((a, b) => a.order - b.order)
    .map((item) => {
      const begins = new Date(at);
      at += item.plannedMinutes * 60_000;
      return { item, at: begins };
    });
}
