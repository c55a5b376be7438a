/** Four significant digits, NaN and infinities as such; nothing for what is not there. */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (!Number.isFinite(value) || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(4)));
}

export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${formatNumber(seconds)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${whole % 60} s`;
}

/** Local time, to the minute. */
export function formatTime(milliseconds: number | null): string {
  if (milliseconds === null) return '';
  const at = new Date(milliseconds);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** 512 bytes, 1.5 KiB, 64 MiB. */
export function formatBytes(bytes: number): string {
  const unit = bytes < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** unit;
  return `${Number(value.toFixed(unit === 0 || value >= 100 ? 0 : 1))} ${byteUnits[unit]}`;
}

const byteUnits = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
