/**
 * A moment as a sentence of a stored report names it: the time to the second in UTC, with its date when that is another
 * day than `now`'s or `now` is not given (both unix ms). Sentences are stored without a reader, so that no time zone of theirs is known.
 */
export function moment(at: number, now?: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().slice(0, 19).split('T');
  return now !== undefined && new Date(now).toISOString().startsWith(date) ? `${time} UTC` : `${date} ${time} UTC`;
}
