const stamp = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Whether a signed address of the object store has ended: each works for less than a minute. */
export function isOver(address: string, now = Date.now()): boolean {
  const signed = new URL(address, 'http://localhost').searchParams;
  const [since, lasts] = [signed.get('X-Amz-Date'), Number(signed.get('X-Amz-Expires'))];
  return !!since && !!lasts && now > Date.parse(since.replace(stamp, '$1-$2-$3T$4:$5:$6Z')) + lasts * 1000;
}

/** A link that writes to this one address, whatever signs it holds: none of them begins another recipient or a header. */
export function mailto(address: string): string {
  const at = address.lastIndexOf('@');
  return `mailto:${encodeURIComponent(address.slice(0, at))}@${encodeURIComponent(address.slice(at + 1))}`;
}
