const hour = 3_600_000;

/** How long until `due`, or since, in words a villager uses: «còn 2 giờ», «quá hạn 1 ngày». */
export function describeTimeLeft(due: Date, now: Date): string {
  const away = due.getTime() - now.getTime();
  const words = inWords(Math.abs(away) / hour);
  return away >= 0 ? `còn ${words}` : `quá hạn ${words}`;
}

function inWords(hours: number): string {
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} phút`;
  return hours < 48 ? `${Math.round(hours)} giờ` : `${Math.round(hours / 24)} ngày`;
}
