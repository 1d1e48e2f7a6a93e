const minute = 60_000;

/** How long is left in hours and minutes, as a clock that runs day and night is read: «còn 3 giờ 12 phút», «quá hạn 1 giờ 5 phút». */
export function exactTimeLeft(due: Date, now: Date): string {
  const away = due.getTime() - now.getTime();
  // What is left is rounded down and what is over is rounded up: nobody is told that there is a minute more than there is.
  const minutes = away >= 0 ? Math.floor(away / minute) : Math.ceil(-away / minute);
  return `${away >= 0 ? 'còn' : 'quá hạn'} ${hoursAndMinutes(minutes)}`;
}

/** «3 giờ 12 phút»; two days and more in days and hours. */
export function hoursAndMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const parts = hours >= 48 ? [of(Math.floor(hours / 24), 'ngày'), of(hours % 24, 'giờ')] : [of(hours, 'giờ'), of(minutes % 60, 'phút')];
  return parts.filter(Boolean).join(' ') || '0 phút';
}

function of(count: number, unit: string): string {
  return count === 0 ? '' : `${count} ${unit}`;
}

/** How much of the time from `start` to `due` is over, 0 to 1. */
export function shareUsed(start: Date, due: Date, now: Date): number {
  const whole = due.getTime() - start.getTime();
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, (now.getTime() - start.getTime()) / whole));
}
