import ical, { ICalAlarmType, ICalEventBusyStatus } from "ical-generator";

/** One line of a calendar file. */
export interface IcsEntry {
  /** Stable: the same thing keeps its identity from one writing to the next. */
  uid: string;
  /** `YYYY-MM-DD` */
  date: string;
  /** `HH:MM` on the clock of whoever reads it; null for a whole day. */
  heure: string | null;
  titre: string;
  detail: string | null;
  lieu: string | null;
  /** Instant it last changed, milliseconds UTC. */
  at: number;
  /** Day and time of a reminder. */
  rappel: { date: string; heure: string } | null;
}

const instant = (date: string, heure: string): Date => new Date(`${date}T${heure}:00Z`);

/** Octets of a line before it is folded, as RFC 5545 sets it. */
const lineOctets = 75;

/** Folds a line by octets, never inside a letter: Arabic letters are two octets each. */
function fold(line: string): string {
  if (Buffer.byteLength(line) <= lineOctets) return line;
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (octets + size > lineOctets) {
      parts.push(part);
      part = " ";
      octets = 1;
    }
    part += sign;
    octets += size;
  }
  return [...parts, part].join("\r\n");
}

/**
 * A calendar as an iCalendar file (RFC 5545): whole days without a time zone, times on the reader's own
 * clock, lines of at most 75 octets ended by CRLF.
 */
export function calendarText(name: string, entries: readonly IcsEntry[]): string {
  const calendar = ical({ name, prodId: { company: "Daftar", product: "Agenda" } });
  for (const entry of entries) {
    const timed = entry.heure !== null;
    const start = instant(entry.date, entry.heure ?? "00:00");
    const event = calendar.createEvent({
      id: entry.uid,
      start,
      stamp: new Date(entry.at),
      summary: entry.titre,
      // A task or a deadline does not fill the day of who reads it.
      busystatus: ICalEventBusyStatus.FREE,
      ...(timed ? { floating: true } : { allDay: true }),
      ...(entry.detail ? { description: entry.detail } : {}),
      ...(entry.lieu ? { location: entry.lieu } : {}),
    });
    if (entry.rappel) {
      const before =
        (start.getTime() - instant(entry.rappel.date, entry.rappel.heure).getTime()) / 1000;
      if (before >= 0) event.createAlarm({ type: ICalAlarmType.display, triggerBefore: before });
      else event.createAlarm({ type: ICalAlarmType.display, triggerAfter: -before });
    }
  }
  const unfolded = calendar.toString().replaceAll(/\r\n[ \t]/g, "");
  return `${unfolded.split("\r\n").map(fold).join("\r\n")}\r\n`;
}
