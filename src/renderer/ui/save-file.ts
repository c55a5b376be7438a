/** Hands a file to the person: the browser's download, or the desktop's dialog. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = safeName(name);
  document.body.append(link);
  link.click();
  link.remove();
  // The download reads the address a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Without what a file system would take for something else. */
function safeName(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]/gu, '-').replace(/^\.+/, '').slice(0, 120) || 'file';
}
